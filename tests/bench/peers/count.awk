# SPDX-License-Identifier: MIT
# awk: the interviews of an export without quotes, counted by unit and month.
#   LC_ALL=C mawk -f count.awk FILE | LC_ALL=C sort
BEGIN { FS = ";" }
NR == 1 || $7 == "Aflyst" { next }
{
	month = substr($5, 7, 4) "-" substr($5, 4, 2)
	due = month substr($5, 1, 2)
	held = substr($6, 7, 4) "-" substr($6, 4, 2) substr($6, 1, 2)
	all[$3 "\t" month]++
	if ($6 != "" && $7 != "Udeblevet" && held <= due)
		on_time[$3 "\t" month]++
}
END {
	for (key in all)
		print key "\t" on_time[key] + 0 "\t" all[key]
}
