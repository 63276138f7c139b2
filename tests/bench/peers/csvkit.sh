#!/bin/sh
# SPDX-License-Identifier: MIT
# csvkit and datamash: csvcut finds the columns, awk the month, datamash
# counts.
#   csvkit.sh FILE latin-1|utf-8
csvcut -d ';' -e "$2" -c Enhed,Frist,Afholdt,Status "$1" | csvformat -T |
	LC_ALL=C mawk -F '\t' 'NR > 1 && $4 != "Aflyst" {
		month = substr($2, 7, 4) "-" substr($2, 4, 2)
		due = month substr($2, 1, 2)
		held = substr($3, 7, 4) "-" substr($3, 4, 2) substr($3, 1, 2)
		print $1 "\t" month "\t" ($3 != "" && $4 != "Udeblevet" && held <= due)
	}' | LC_ALL=C datamash -s -g 1,2 sum 3 count 3
