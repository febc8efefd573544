# The basic panel by peacesciencer; prints seconds, rows and peak MB, or nothing if not installed.
if (!requireNamespace("peacesciencer", quietly = TRUE)) quit(status = 0)
suppressPackageStartupMessages(library(peacesciencer))
invisible(gc(reset = TRUE))
start <- proc.time()[["elapsed"]]
panel <- create_dyadyears(directed = FALSE, subset_years = 1816:2014) |>
  add_gml_mids() |>
  add_strategic_rivalries() |>
  add_nmc() |>
  add_democracy() |>
  add_igos() |>
  add_cow_majors()
seconds <- proc.time()[["elapsed"]] - start
memory <- gc()
cat(seconds, nrow(panel), sum(memory[, ncol(memory)]), "\n")
