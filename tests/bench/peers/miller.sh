#!/bin/sh
# SPDX-License-Identifier: MIT
# Miller: the interviews of an export (UTF-8), counted by unit and month.
#   miller.sh FILE
exec mlr --icsv --ifs ';' --onidx --ofs tab filter '$Status != "Aflyst"' \
	then put -q '
		month = substr($Frist, 6, 9) . "-" . substr($Frist, 3, 4);
		due = month . substr($Frist, 0, 1);
		held = substr($Afholdt, 6, 9) . "-" . substr($Afholdt, 3, 4) . substr($Afholdt, 0, 1);
		on_time = $Afholdt != "" && $Status != "Udeblevet" && held <= due ? 1 : 0;
		@n[$Enhed][month] += on_time;
		@d[$Enhed][month] += 1;
		end { emit (@n, @d), "Enhed", "month" }' "$1"
