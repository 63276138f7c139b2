# SPDX-License-Identifier: MIT
# data.table: the interviews of an export, counted by unit and month.
#   Rscript datatable.R FILE Latin-1|UTF-8 THREADS
suppressMessages(library(data.table))
args <- commandArgs(TRUE)
setDTthreads(as.integer(args[3]))
t <- fread(args[1], sep = ";", encoding = args[2], colClasses = "character",
	select = c("Enhed", "Frist", "Afholdt", "Status"))
t <- t[Status != "Aflyst"]
key <- function(x) paste0(substr(x, 7, 10), "-", substr(x, 4, 5), substr(x, 1, 2))
t[, due := key(Frist)]
t[, on_time := Afholdt != "" & Status != "Udeblevet" & key(Afholdt) <= due]
r <- t[, .(sum(on_time), .N), by = .(Enhed, month = substr(due, 1, 7))]
r[, Enhed := enc2utf8(Enhed)]
fwrite(r, "", sep = "\t", quote = FALSE, col.names = FALSE)
