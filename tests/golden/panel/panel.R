# Expected numbers for the dyad-year panel. Base R only. Usage: Rscript panel.R CSV_DIR panel.json
# Definitions: README.md. Nothing here was taken from detente's code.
args <- commandArgs(TRUE)
read <- function(name) {
  x <- read.csv(file.path(args[1], paste0(name, ".csv")), na.strings = c("", "NA", "nan", "NaN"))
  stopifnot(!any(vapply(x, function(v) is.numeric(v) && any(is.infinite(v)), TRUE)))
  x
}
FIRST <- 1816L; LAST <- 2018L; FAR <- as.Date("2018-12-31")
iso <- function(y, m, d) as.Date(sprintf("%04d-%02d-%02d", y, m, d))
year_of <- function(d) as.POSIXlt(d)$year + 1900L
key <- function(a, b, y) y * 1000000 + pmin(a, b) * 1000 + pmax(a, b)
decade_names <- function(from, to) {
  s <- seq(from %/% 10 * 10, to %/% 10 * 10, 10)
  sprintf("%d-%d", pmax(s, from), pmin(s + 9, to))
}
# Counts (or sums of w) by decade, with empty decades shown as 0
by_decade <- function(y, from, to, w = rep(1, length(y))) {
  keep <- y >= from & y <= to
  d <- factor(y[keep] %/% 10 * 10, levels = seq(from %/% 10 * 10, to %/% 10 * 10, 10))
  r <- tapply(w[keep], d, sum); r[is.na(r)] <- 0
  c(as.list(setNames(as.vector(r), decade_names(from, to))), total = sum(w[keep]))
}
rows <- function(x, n = 20) {           # first rows of a data frame, as a list of records
  x <- head(x, n); rownames(x) <- NULL
  lapply(seq_len(nrow(x)), function(i) as.list(x[i, , drop = FALSE]))
}
out <- list()

# ---- The system and the panel ---------------------------------------------------------------
sp <- read("cow_states")
sp$from <- iso(sp$styear, sp$stmonth, sp$stday)
sp$to <- iso(sp$endyear, sp$endmonth, sp$endday)
sp$to[sp$to == as.Date("2016-12-31")] <- FAR
expand <- function(from, to) {          # years touched by [from, to], and the row they come from
  a <- pmax(year_of(from), FIRST); b <- pmin(year_of(to), LAST); n <- pmax(b - a + 1L, 0L)
  list(i = rep(seq_along(n), n), year = unlist(lapply(which(n > 0), function(k) a[k]:b[k])))
}
e <- expand(sp$from, sp$to)
sy <- unique(data.frame(ccode = sp$ccode[e$i], year = e$year))
sy <- sy[order(sy$year, sy$ccode), ]; sykey <- sy$year * 1000 + sy$ccode
in_system <- function(c, y) (y * 1000 + c) %in% sykey
pr <- which(outer(sp$ccode, sp$ccode, "<"), arr.ind = TRUE)
from <- pmax(sp$from[pr[, 1]], sp$from[pr[, 2]]); to <- pmin(sp$to[pr[, 1]], sp$to[pr[, 2]])
ok <- from <= to; pr <- pr[ok, ]; e <- expand(from[ok], to[ok])
P <- unique(data.frame(c1 = sp$ccode[pr[e$i, 1]], c2 = sp$ccode[pr[e$i, 2]], year = e$year))
P <- P[order(P$year, P$c1, P$c2), ]; rownames(P) <- NULL
P$k <- key(P$c1, P$c2, P$year)
at <- function(c1, c2, y) match(key(c1, c2, y), P$k)
inside <- function(x) !is.na(at(x$ccode1, x$ccode2, x$year))
u14 <- P$year <= 2014
n_in_year <- table(sy$year)
allpairs <- sum(choose(as.vector(n_in_year), 2))
never <- do.call(rbind, lapply(FIRST:LAST, function(y) {  # both members in the year, never together
  s <- sort(sy$ccode[sy$year == y]); m <- t(combn(s, 2))
  m <- m[is.na(at(m[, 1], m[, 2], y)), , drop = FALSE]
  if (nrow(m)) data.frame(year = y, ccode1 = m[, 1], ccode2 = m[, 2])
}))
out$panel <- list(
  dyad_years = by_decade(P$year, 1816, 2018), dyad_years_1816_2014 = sum(u14),
  dyad_years_2010_2014 = sum(P$year %in% 2010:2014),
  directed_1816_2014 = 2 * sum(u14), directed_1816_2018 = 2 * nrow(P),
  state_years = by_decade(sy$year, 1816, 2018), state_years_1816_2014 = sum(sy$year <= 2014),
  state_years_2010_2014 = sum(sy$year %in% 2010:2014),
  all_pairs_of_the_year_1816_2018 = allpairs,
  same_year_but_never_same_day = list(n = nrow(never),
    n_to_2014 = sum(never$year <= 2014), rows = rows(never, 100)))

# ---- Disputes -------------------------------------------------------------------------------
dispute <- function(file, on, go, to) {
  x <- read(file); x$row <- seq_len(nrow(x)); x$in_panel <- inside(x)
  dk <- (x$year * 1000 + x$ccode1) * 1000 + x$ccode2
  rk <- (x$year * 1000 + x$ccode2) * 1000 + x$ccode1
  m <- match(rk, dk); lone <- is.na(m)
  diff <- !lone & (x[[on]][m] != x[[on]] | x[[go]][m] != x[[go]] | x$dispnum[m] != x$dispnum)
  cols <- c("dispnum", "ccode1", "ccode2", "year", on, go)
  ids <- function(f) { z <- x[x$in_panel & x[[f]] %in% 1, ]
    k <- at(z$ccode1, z$ccode2, z$year); P$year[unique(k)] }
  outside <- x[!x$in_panel, ]
  list(rows = nrow(x), duplicates = sum(duplicated(dk)),
    missing_onset = sum(is.na(x[[on]])), missing_ongoing = sum(is.na(x[[go]])),
    onset = by_decade(ids(on), 1816, to), ongoing = by_decade(ids(go), 1816, to),
    rows_outside_panel = nrow(outside),
    rows_outside_panel_state_year_absent = sum(!in_system(outside$ccode1, outside$year) |
      !in_system(outside$ccode2, outside$year)),
    onset_rows_outside_panel = sum(outside[[on]]), first_outside = rows(outside[cols], 40),
    rows_without_mirror = sum(lone), without_mirror = rows(x[lone, cols], 40),
    rows_whose_mirror_differs = sum(diff), mirror_differs = rows(x[diff, cols], 40))
}
out$gml <- dispute("gml_mid_dyadyear", "gmlmidonset", "gmlmidongoing", 2010)
out$cow_mid <- dispute("cow_mid_dyadyear", "cowmidonset", "cowmidongoing", 2014)

# ---- ATOP -----------------------------------------------------------------------------------
A <- read("atop51_directed_dyadyear")
kinds <- c("defense", "offense", "neutral", "nonagg", "consul")
O <- as.matrix(A[paste0("atop_", kinds)]); colnames(O) <- kinds
pos <- at(A$ccode1, A$ccode2, A$year); low <- A$ccode1 < A$ccode2
W <- array(0L, c(nrow(P), 5, 2))        # obligations low->high and high->low, on the panel
W[, , 1][pos[!is.na(pos) & low], ] <- O[!is.na(pos) & low, ]
W[, , 2][pos[!is.na(pos) & !low], ] <- O[!is.na(pos) & !low, ]
anyrow <- function(m) rowSums(m) > 0
count <- function(hit) by_decade(P$year[hit], 1816, 2018)
a_rk <- (A$year * 1000 + A$ccode2) * 1000 + A$ccode1
a_dk <- (A$year * 1000 + A$ccode1) * 1000 + A$ccode2
aout <- A[is.na(pos), ]
either <- lapply(1:5, function(j) W[, j, 1] == 1 | W[, j, 2] == 1)
out$atop <- list(
  rows = nrow(A), missing_values = sum(is.na(O)), values = as.list(table(O)),
  duplicates = sum(duplicated(a_dk)), rows_without_mirror = sum(!(a_rk %in% a_dk)),
  rows_with_no_obligation = sum(rowSums(O) == 0),
  rows_by_period = list(y1815 = sum(A$year == 1815), y1816_2018 = sum(A$year >= 1816)),
  either_owes = c(setNames(lapply(either, count), kinds),
    list(any = count(anyrow(W[, , 1]) | anyrow(W[, , 2])))),
  low_owes_high = c(setNames(lapply(1:5, function(j) count(W[, j, 1] == 1)), kinds),
    list(any = count(anyrow(W[, , 1])))),
  high_owes_low = c(setNames(lapply(1:5, function(j) sum(W[, j, 2] == 1)), kinds),
    any = sum(anyrow(W[, , 2]))),
  asymmetric = c(setNames(lapply(1:5, function(j) sum(W[, j, 1] != W[, j, 2])), kinds),
    list(some_obligation_differs = count(anyrow(W[, , 1] != W[, , 2]))),
    only_one_owes_anything = sum(anyrow(W[, , 1]) != anyrow(W[, , 2]))),
  rows_outside_panel = nrow(aout), outside_1815 = sum(aout$year == 1815),
  outside_after_1815 = list(rows = sum(aout$year > 1815),
    state_year_absent = sum(aout$year > 1815 & (!in_system(aout$ccode1, aout$year) |
      !in_system(aout$ccode2, aout$year))),
    rows_by_absent_state = local({
      z <- aout[aout$year > 1815, ]
      a <- c(z$ccode1[!in_system(z$ccode1, z$year)], z$ccode2[!in_system(z$ccode2, z$year)])
      as.list(table(a)) }),
    first = rows(aout[aout$year > 1815, c("ccode1", "ccode2", "year")], 12)))

# ---- Rivalries ------------------------------------------------------------------------------
rivalry <- function(file, s, f, ongoing, to) {
  x <- read(file); a <- pmax(x[[s]], 1816L); b <- ifelse(x[[f]] == ongoing, to, pmin(x[[f]], to))
  n <- pmax(b - a + 1, 0); i <- rep(seq_along(n), n)
  y <- unlist(lapply(which(n > 0), function(k) a[k]:b[k]))
  k <- key(x$ccode1[i], x$ccode2[i], y); hit <- unique(k[k %in% P$k])
  list(rivalries = nrow(x), ongoing = sum(x[[f]] == ongoing), unordered_rows =
    sum(x$ccode1 >= x$ccode2), rivalry_years_in_window = length(k),
    repeated_dyad_years = sum(duplicated(k)), not_in_panel = sum(!(unique(k) %in% P$k)),
    dyad_years = by_decade(hit %/% 1e6, 1816, to))
}
out$tss <- rivalry("tss_rivalries", "start", "end", 2020, 2018)
out$td <- rivalry("td_rivalries", "styear", "endyear", 2010, 2010)

# ---- Capabilities ---------------------------------------------------------------------------
N <- read("nmc"); nk <- N$year * 1000 + N$ccode
cinc_of <- function(c, y) N$cinc[match(y * 1000 + c, nk)]
c1 <- cinc_of(P$c1, P$year)[u14]; c2 <- cinc_of(P$c2, P$year)[u14]
comp <- c("milex", "milper", "irst", "pec", "tpop", "upop")
N$sys <- in_system(N$ccode, N$year); M <- as.matrix(N[comp])
recompute <- function(M, world, zero_missing = FALSE, drop_zero = TRUE) {
  S <- sapply(comp, function(v) {
    tot <- tapply(ifelse(rep(world, length.out = nrow(M)), M[, v], NA), N$year, sum, na.rm = TRUE)
    t <- as.vector(tot[as.character(N$year)]); s <- M[, v] / t
    s[t == 0] <- if (drop_zero) NA else 0
    s
  })
  if (zero_missing) { S[is.na(S)] <- 0 }
  r <- rowMeans(S, na.rm = TRUE); r[is.nan(r)] <- NA; r
}
extent <- function(r, who) {
  d <- abs(r - N$cinc)[who]; w <- which(who)[which.max(d)]
  list(state_years = sum(!is.na(d)), not_computable = sum(is.na(d)), max_abs_difference = max(d, na.rm = TRUE),
    where = list(ccode = N$ccode[w], year = N$year[w], published = N$cinc[w], recomputed = r[w]),
    above_0.001 = sum(d > .001, na.rm = TRUE), above_1e_6 = sum(d > 1e-6, na.rm = TRUE),
    mean_abs_difference = mean(d, na.rm = TRUE),
    correlation = cor(r[who], N$cinc[who], use = "complete.obs"))
}
r0 <- recompute(M, rep(TRUE, nrow(N)))
w14 <- N$year <= 2014
v <- list(mean_over_available_zero_world_left_out = extent(r0, w14),
  always_six_missing_as_zero = extent(recompute(M, TRUE, zero_missing = TRUE), w14),
  zero_world_counts_as_zero_share = extent(recompute(M, TRUE, drop_zero = FALSE), w14),
  world_of_system_states_only = extent(recompute(M, N$sys), w14 & N$sys),
  mean_over_available_1816_2022 = extent(r0, rep(TRUE, nrow(N))))
sysn <- N[N$sys & N$year <= 2014, ]
big <- sysn[which.max(sysn$cinc), ]; small <- sysn[which.min(sysn$cinc), ]
worst <- N[w14, ]; worst$recomputed <- r0[w14]
worst <- worst[order(-abs(worst$recomputed - worst$cinc)), c("ccode", "year", comp, "cinc", "recomputed")]
d0 <- abs(r0 - N$cinc); bad <- w14 & !is.na(d0) & d0 > .001
out$nmc <- list(rows = nrow(N), rows_outside_system_to_2014 = sum(!N$sys & w14),
  system_state_years_without_row_1816_2014 = sum(!(sykey[sy$year <= 2014] %in% nk)),
  missing_by_component = as.list(colSums(is.na(M))), missing_cinc = sum(is.na(N$cinc)),
  panel_mean_cinc1 = mean(c1, na.rm = TRUE), panel_mean_cinc2 = mean(c2, na.rm = TRUE),
  panel_missing_cinc1 = sum(is.na(c1)), panel_missing_cinc2 = sum(is.na(c2)),
  panel_missing_either = sum(is.na(c1) | is.na(c2)),
  max_cinc = as.list(big[c("ccode", "year", "cinc")]),
  min_cinc = as.list(small[c("ccode", "year", "cinc")]), n_at_min = sum(sysn$cinc == min(sysn$cinc)),
  years_with_world_total_zero = lapply(setNames(comp, comp), function(v) {
    t <- tapply(M[, v], N$year, sum, na.rm = TRUE); as.integer(names(t)[t == 0]) }),
  recomputed = v, above_0.001_by_decade = by_decade(N$year[bad], 1816, 2014),
  worst = rows(worst[c("ccode", "year", "cinc", "recomputed")], 5))

# ---- Contiguity -----------------------------------------------------------------------------
C <- read("cow_contiguity"); C$from <- as.Date(C$stdate); last <- as.Date(C$enddate)
month_end <- function(d) { p <- as.POSIXlt(d); p$mon <- p$mon + 1; p$mday <- 1; as.Date(p) - 1 }
C$to <- month_end(last)
stopifnot(all(format(C$from, "%d") == "01"), all(format(last, "%d") == "01"))
C$to[last == as.Date("2016-12-01")] <- FAR
C$lo <- pmin(C$ccode1, C$ccode2); C$hi <- pmax(C$ccode1, C$ccode2)
cd <- paste(C$ccode1, C$ccode2, C$conttype, C$stdate, C$enddate)
cm <- paste(C$ccode2, C$ccode1, C$conttype, C$stdate, C$enddate)
e <- expand(C$from, C$to); cy <- data.frame(lo = C$lo[e$i], hi = C$hi[e$i], year = e$year,
  type = C$conttype[e$i], i = e$i)
near <- cy[cy$type > 0, ]; near$p <- at(near$lo, near$hi, near$year)
best <- rep(NA_integer_, nrow(P)); g <- near[!is.na(near$p), ]
g <- g[order(-g$type), ]; best[g$p] <- g$type           # last write wins: the smallest type
types <- function(b, who) { t <- table(factor(b[who], levels = 1:5)); c(as.list(t), total = sum(t)) }
at_end <- function(to) {                                  # state on 31 December
  d31 <- as.Date(sprintf("%d-12-31", cy$year))
  z <- cy[C$from[cy$i] <= d31 & to[cy$i] >= d31 & cy$type > 0, ]
  z$p <- at(z$lo, z$hi, z$year); z <- z[!is.na(z$p), ]; z <- z[order(-z$type), ]
  b <- rep(NA_integer_, nrow(P)); b[z$p] <- z$type; b
}
dec <- at_end(C$to)
lit <- last; lit[last == as.Date("2016-12-01")] <- FAR; dec_literal <- at_end(lit)
# A change within the year: two or more spells of one dyad touch the year (type 0 included)
z <- cy[C$ccode1[cy$i] < C$ccode2[cy$i], ]; z$p <- at(z$lo, z$hi, z$year); z <- z[!is.na(z$p) & z$year <= 2014, ]
z$from <- C$stdate[z$i]; z$to <- C$enddate[z$i]
z <- z[order(z$year, z$lo, z$hi, z$from), ]
two <- z[z$p %in% z$p[duplicated(z$p)], ]
zz <- split(two$type, two$p)
nz2 <- vapply(zz, function(t) length(unique(t[t > 0])) > 1, TRUE)
rep_ <- z[z$p %in% as.integer(names(zz))[nz2], c("year", "lo", "hi", "type", "from", "to")]
out$contiguity <- list(rows = nrow(C), rows_without_mirror = sum(!(cm %in% cd)),
  any_day = types(best, u14), any_day_by_decade = by_decade(P$year[u14 & !is.na(best)], 1816, 2014),
  land_by_decade = by_decade(P$year[u14 & best %in% 1], 1816, 2014),
  on_31_december = types(dec, u14), on_31_december_end_date_taken_literally = types(dec_literal, u14),
  any_day_1816_2018_carried_on = types(best, TRUE),
  zero_and_near_spells_overlapping_more_than_a_month =
    local({ a <- C[C$conttype == 0, ]; b <- C[C$conttype > 0, ]
      m <- merge(a, b, by = c("ccode1", "ccode2")); m <- m[m$ccode1 < m$ccode2, ]
      o <- pmin(m$to.x, m$to.y) - pmax(m$from.x, m$from.y)
      list(pairs_of_spells = sum(o > 31), dyads = nrow(unique(m[o > 31, 1:2]))) }),
  near_spell_years_not_in_panel_to_2014 =
    length(unique(key(near$lo, near$hi, near$year)[is.na(near$p) & near$year <= 2014])),
  dyad_years_with_two_spells = length(zz), of_which_two_different_types_above_zero = sum(nz2),
  of_which_one_type_above_zero_and_a_zero_spell = sum(vapply(zz, function(t)
    any(t == 0) && any(t > 0) , TRUE)),
  two_different_types = rows(rep_, 100))

# ---- IGOs -----------------------------------------------------------------------------------
I <- read("cow_igo_dyadyear"); ip <- at(I$ccode1, I$ccode2, I$year); iv <- rep(NA_real_, nrow(P))
iv[ip[!is.na(ip)]] <- I$dyadigos[!is.na(ip)]; v <- iv[u14]
has <- rep(FALSE, nrow(P)); has[ip[!is.na(ip)]] <- TRUE
w <- which(u14)[which.max(v)]
out$igo <- list(rows = nrow(I), nulls = sum(is.na(I$dyadigos)), duplicates = sum(duplicated(key(I$ccode1, I$ccode2, I$year))),
  rows_outside_panel = sum(is.na(ip)), first_outside = rows(I[is.na(ip), ], 20),
  sum = sum(v, na.rm = TRUE), mean = mean(v, na.rm = TRUE), max = max(v, na.rm = TRUE),
  max_first_at = list(ccode1 = P$c1[w], ccode2 = P$c2[w], year = P$year[w]),
  panel_without_row = sum(!has[u14]), first_without = rows(P[u14 & !has, 1:3], 20),
  without_row_by_decade = by_decade(P$year[u14 & !has], 1816, 2014),
  sum_by_decade = by_decade(P$year[u14 & has], 1816, 2014, iv[u14 & has]))

# ---- Major powers ---------------------------------------------------------------------------
J <- read("cow_majors"); J$from <- iso(J$styear, J$stmonth, J$stday); J$to <- iso(J$endyear, J$endmonth, J$endday)
J$to[J$to == as.Date("2016-12-31")] <- FAR
e <- expand(J$from, J$to); mj <- unique(data.frame(ccode = J$ccode[e$i], year = e$year))
mk <- mj$year * 1000 + mj$ccode
m1 <- (P$year * 1000 + P$c1) %in% mk; m2 <- (P$year * 1000 + P$c2) %in% mk; mm <- (m1 + m2)[u14]
# both major on one and the same day of the year
same <- 0; jp <- which(outer(J$ccode, J$ccode, "<"), arr.ind = TRUE)
f <- pmax(J$from[jp[, 1]], J$from[jp[, 2]]); t <- pmin(J$to[jp[, 1]], J$to[jp[, 2]]); k <- f <= t
jp <- jp[k, ]; e <- expand(f[k], t[k]); mmk <- unique(key(J$ccode[jp[e$i, 1]], J$ccode[jp[e$i, 2]], e$year))
both <- P[u14 & m1 & m2, ]
out$majors <- list(state_years_1816_2014 = sum(mj$year <= 2014),
  state_years_outside_system = sum(!in_system(mj$ccode, mj$year) & mj$year <= 2014),
  by_decade = by_decade(mj$year, 1816, 2014), by_state_1816_2014 = as.list(table(mj$ccode[mj$year <= 2014])),
  dyad_years = list(two = sum(mm == 2), one = sum(mm == 1), none = sum(mm == 0)),
  two_but_not_on_one_day = rows(both[!(both$k %in% mmk), 1:3], 50))

# ---- Democracy ------------------------------------------------------------------------------
D <- read("democracy_stateyear"); s14 <- sy[sy$year <= 2014, ]
d <- D[match(s14$year * 1000 + s14$ccode, D$year * 1000 + D$ccode), ]
dm <- function(c) D[[c]][match(P$year * 1000 + P$c1, D$year * 1000 + D$ccode)]
both_known <- function(c) {
  g <- function(s) D[[c]][match(P$year * 1000 + s, D$year * 1000 + D$ccode)]
  sum(u14 & !is.na(g(P$c1)) & !is.na(g(P$c2)))
}
one <- function(c) list(state_years = sum(!is.na(d[[c]])), mean = mean(d[[c]], na.rm = TRUE),
  missing = sum(is.na(d[[c]])), dyad_years_with_both = both_known(c),
  sum = sum(d[[c]], na.rm = TRUE))
out$democracy <- list(system_state_years = nrow(s14), no_row = sum(is.na(d$ccode)),
  polity2 = one("polity2"), v2x_polyarchy = one("v2x_polyarchy"))

# ---- Trade, distance, ideal points ----------------------------------------------------------
T <- read("cow_trade_dyadyear"); tp <- at(T$ccode1, T$ccode2, T$year); ti <- T[!is.na(tp), ]
out$trade <- list(rows = nrow(T), rows_outside_panel = sum(is.na(tp)), unordered = sum(T$ccode1 >= T$ccode2),
  duplicates = sum(duplicated(key(T$ccode1, T$ccode2, T$year))),
  first_outside = rows(T[is.na(tp), ], 20),
  panel_dyad_years_1870_2014 = sum(P$year >= 1870 & u14),
  panel_with_row = nrow(ti), negative = sum(ti$flow1 < 0 | ti$flow2 < 0, na.rm = TRUE),
  flow1_non_null = sum(!is.na(ti$flow1)), flow2_non_null = sum(!is.na(ti$flow2)),
  both_non_null = sum(!is.na(ti$flow1) & !is.na(ti$flow2)),
  flow1_whole_numbers = sum(ti$flow1 == floor(ti$flow1), na.rm = TRUE),
  flow1_sum = sum(ti$flow1, na.rm = TRUE), flow2_sum = sum(ti$flow2, na.rm = TRUE),
  flow1_by_decade = by_decade(ti$year[!is.na(ti$flow1)], 1870, 2014),
  flow2_by_decade = by_decade(ti$year[!is.na(ti$flow2)], 1870, 2014))
G <- read("cow_mindist_dyadyear"); gp <- at(G$ccode1, G$ccode2, G$year); gi <- G[!is.na(gp) & G$year <= 2018, ]
gout <- G[is.na(gp) & G$year <= 2018, ]
out$distance <- list(rows = nrow(G), rows_to_2018_outside_panel = nrow(gout), first_outside = rows(gout, 20),
  duplicates = sum(duplicated(key(G$ccode1, G$ccode2, G$year))),
  panel_dyad_years_1886_2018 = sum(P$year >= 1886),
  non_null = sum(!is.na(gi$mindist)), mean = mean(gi$mindist, na.rm = TRUE), zero = sum(gi$mindist == 0, na.rm = TRUE),
  by_decade = by_decade(gi$year[!is.na(gi$mindist)], 1886, 2018))
U <- read("un_idealpoints_2025"); uk <- U$year * 1000 + U$ccode
ideal <- function(c, y) U$idealpointall[match(y * 1000 + c, uk)]
p46 <- P[P$year >= 1946, ]; q <- abs(ideal(p46$c1, p46$year) - ideal(p46$c2, p46$year)); h <- !is.na(q)
ys <- c(1992, 1993, 2000:2008)
out$ideal_points <- list(state_years = nrow(U), duplicates = sum(duplicated(uk)),
  state_years_to_2018_outside_system = sum(U$year <= 2018 & !is.na(U$idealpointall) & !in_system(U$ccode, U$year)),
  panel_dyad_years_1946_2018 = nrow(p46), both_present = sum(h), mean_abs_difference = mean(q[h]),
  max_abs_difference = max(q[h]), by_decade = by_decade(p46$year[h], 1946, 2018),
  usa_russia = as.list(setNames(abs(ideal(2, ys) - ideal(365, ys)), ys)))

# ---- Portfolio similarity, the whole panel --------------------------------------------------
val <- ifelse(O[, "defense"] | O[, "offense"], 3L, ifelse(O[, "neutral"] | O[, "nonagg"], 2L, O[, "consul"]))
portfolios <- function(y) {
  s <- sort(sy$ccode[sy$year == y]); V <- matrix(0, length(s), length(s), dimnames = list(s, s))
  r <- A$year == y; i <- match(A$ccode1[r], s); j <- match(A$ccode2[r], s); k <- !is.na(i) & !is.na(j)
  V[cbind(i[k], j[k])] <- val[r][k]; diag(V) <- 3
  V
}
similarity <- function(V, top) {        # matrices over all pairs of rows
  n <- ncol(V); ab <- as.matrix(dist(V, "manhattan")); sq <- as.matrix(dist(V))^2
  if (top == 3) sq <- round(sq)         # the squared distances are whole numbers
  m <- rowMeans(V); ss <- rowSums((V - m)^2); gap <- outer(m, m, "-")^2
  dk <- outer(ss, ss, "+") + n * gap
  dp <- outer(ss, ss, "+") + n * gap / 2   # = sum (a-m)^2 + sum (b-m)^2 around the joint mean m
  list(S = 1 - 2 * ab / (top * n), kappa = 1 - sq / dk, pi = 1 - sq / dp, dk = dk, dp = dp)
}
ful <- do.call(rbind, lapply(FIRST:LAST, function(y) {
  V <- portfolios(y); s <- as.integer(rownames(V)); k <- which(upper.tri(V), arr.ind = TRUE)
  a <- similarity(V, 3); b <- similarity((V > 0) * 1, 1)
  data.frame(year = y, c1 = s[k[, 1]], c2 = s[k[, 2]], Sv = a$S[k], kv = a$kappa[k], pv = a$pi[k],
    dkv = a$dk[k], dpv = a$dp[k], Sb = b$S[k], kb = b$kappa[k], pb = b$pi[k], dkb = b$dk[k], dpb = b$dp[k])
}))
ful$k <- key(ful$c1, ful$c2, ful$year)
Q <- read("atop51_sscore_dyadyear"); qk <- key(Q$ccode1, Q$ccode2, Q$year)
mq <- match(ful$k, qk); pan <- ful[match(P$k, ful$k), ]
dv <- abs(ful$Sv - Q$s_valued[mq]); db <- abs(ful$Sb - Q$s_binary[mq])
avg <- function(v) list(n = sum(!is.na(v)), mean = mean(v, na.rm = TRUE), min = min(v, na.rm = TRUE), max = max(v, na.rm = TRUE))
meas <- c(s_valued = "Sv", kappa_valued = "kv", pi_valued = "pv", s_binary = "Sb", kappa_binary = "kb", pi_binary = "pb")
dmean <- function(c) { d <- pan$year %/% 10 * 10
  as.list(setNames(as.vector(tapply(pan[[c]], d, mean)), decade_names(1816, 2018))) }
out$similarity <- list(
  file_rows = nrow(Q), rows_here = nrow(ful), rows_not_in_file = sum(is.na(mq)), file_rows_not_here = sum(!(qk %in% ful$k)),
  max_abs_difference_to_file = list(valued = max(dv, na.rm = TRUE), binary = max(db, na.rm = TRUE)),
  dyad_years_above_1e_6 = list(valued = sum(dv > 1e-6, na.rm = TRUE), binary = sum(db > 1e-6, na.rm = TRUE)),
  denominator_zero = list(kappa_valued = sum(ful$dkv < 1e-12), pi_valued = sum(ful$dpv < 1e-12),
    kappa_binary = sum(ful$dkb < 1e-12), pi_binary = sum(ful$dpb < 1e-12)),
  panel_1816_2018 = lapply(meas, function(c) avg(pan[[c]])),
  panel_1816_2014 = lapply(meas, function(c) avg(pan[[c]][u14])),
  panel_means_by_decade = lapply(meas, dmean))
# The sample is computed a second time, straight from the written formulas
S <- list(c(2, 365, 1992), c(2, 200, 1960), c(220, 230, 1895), c(255, 300, 1900), c(2, 710, 2001),
  c(200, 220, 1816), c(255, 365, 1939), c(2, 365, 1985), c(260, 265, 1975), c(651, 666, 1979),
  c(100, 101, 2018), c(365, 710, 1955))
coh <- function(a, b) {                 # ordinary Cohen's kappa from the 2x2 table
  t <- table(factor(a, 0:1), factor(b, 0:1)) / length(a); po <- sum(diag(t))
  pe <- sum(rowSums(t) * colSums(t)); (po - pe) / (1 - pe)
}
sample12 <- lapply(S, function(x) {
  V <- portfolios(x[3]); a <- V[as.character(x[1]), ]; b <- V[as.character(x[2]), ]; n <- length(a)
  f <- function(a, b, top) {
    m <- (mean(a) + mean(b)) / 2; num <- sum((a - b)^2)
    dk <- sum((a - mean(a))^2) + sum((b - mean(b))^2) + n * (mean(a) - mean(b))^2
    dp <- sum((a - m)^2) + sum((b - m)^2)
    list(sum_abs = sum(abs(a - b)), sum_sq = num, S = 1 - 2 * sum(abs(a - b)) / (top * n),
      kappa = 1 - num / dk, pi = 1 - num / dp, kappa_denominator = dk, pi_denominator = dp)
  }
  bin <- f((a > 0) * 1, (b > 0) * 1, 1); bin$cohen_2x2 <- coh((a > 0) * 1, (b > 0) * 1)
  stopifnot(abs(bin$cohen_2x2 - bin$kappa) < 1e-12)
  v <- f(a, b, 3); z <- ful[ful$k == key(x[1], x[2], x[3]), ]
  stopifnot(max(abs(c(v$S - z$Sv, v$kappa - z$kv, v$pi - z$pv, bin$S - z$Sb, bin$kappa - z$kb, bin$pi - z$pb))) < 1e-10)
  h <- match(key(x[1], x[2], x[3]), qk)
  list(ccode1 = x[1], ccode2 = x[2], year = x[3], in_panel = key(x[1], x[2], x[3]) %in% P$k, n_states = n,
    valued = v, binary = bin, values_of_1 = as.list(table(factor(a, 0:3))), values_of_2 = as.list(table(factor(b, 0:3))),
    file_s_valued = Q$s_valued[h], file_s_binary = Q$s_binary[h])
})
out$similarity$sample <- sample12

# ---- UN voting ------------------------------------------------------------------------------
UV <- read("un_votes"); R <- read("un_roll_calls"); AG <- read("un_agreement_dyadyear")
UV$session <- R$session[match(UV$rcid, R$rcid)]; no_call <- sum(is.na(UV$session))
agk <- key(AG$ccode1, AG$ccode2, AG$year)
un <- lapply(list(c(2, 365, 1946), c(2, 200, 1956), c(2, 365, 1964), c(750, 770, 1965), c(2, 365, 1985),
  c(220, 255, 1991), c(2, 365, 1992), c(2, 710, 2005), c(260, 265, 1975), c(2, 666, 2019)), function(x) {
  v <- function(c) { r <- UV[UV$ccode == c & UV$session == x[3] - 1945, ]; setNames(r$vote, r$rcid) }
  a <- v(x[1]); b <- v(x[2]); k <- intersect(names(a), names(b)); a <- a[k]; b <- b[k]
  h <- AG[match(key(x[1], x[2], x[3]), agk), ]
  list(ccode1 = x[1], ccode2 = x[2], year = x[3], n_votes = length(k), n_same = sum(a == b),
    n_opposed = sum(abs(a - b) == 2), file = as.list(h[c("n_votes", "n_same", "n_opposed")]))
})
agp <- !is.na(at(AG$ccode1, AG$ccode2, AG$year)); p18 <- AG$year <= 2018
out$un_voting <- list(sample = un, votes_without_roll_call = no_call,
  duplicate_votes = sum(duplicated(UV$rcid * 1000 + UV$ccode)),
  session_years = length(unique(AG$year)), years_without_rows = setdiff(1946:2019, unique(AG$year)),
  file_rows_to_2018 = sum(p18), rows_to_2018_outside_panel = sum(p18 & !agp),
  panel_rows_1946_2018 = sum(p18 & agp), sum_n_votes = sum(AG$n_votes[p18 & agp]),
  sum_n_same = sum(AG$n_same[p18 & agp]), sum_n_opposed = sum(AG$n_opposed[p18 & agp]))

# ---- Seams ----------------------------------------------------------------------------------
out$seams <- lapply(setNames(nm = c("365", "255", "260", "265", "345", "678", "679", "680", "816", "817")), function(s) {
  c <- as.integer(s); y <- P$year[P$c1 == c | P$c2 == c]; u <- sort(unique(y)); g <- which(diff(u) > 1)
  list(dyad_years = length(y), dyad_years_to_2014 = sum(y <= 2014), first = min(y), last = max(y), years = length(u),
    gaps = lapply(g, function(i) c(u[i] + 1L, u[i + 1] - 1L)))
})

# ---- JSON -----------------------------------------------------------------------------------
num <- function(v) if (is.na(v)) "null" else { s <- sprintf("%.15g", v); if (as.numeric(s) == v) s else sprintf("%.17g", v) }
json <- function(x, pad = "") {
  p <- paste0(pad, " ")
  if (is.data.frame(x)) x <- rows(x, nrow(x))
  if (is.list(x)) {
    if (!length(x)) return(if (is.null(names(x))) "[]" else "{}")
    flat <- all(vapply(x, function(v) is.atomic(v) && length(v) == 1, TRUE))
    v <- vapply(x, json, "", p); n <- names(x)
    if (!is.null(n)) v <- paste0("\"", n, "\": ", v)
    b <- if (is.null(n)) c("[", "]") else c("{", "}")
    if (flat && length(x) <= 8) return(paste0(b[1], paste(v, collapse = ", "), b[2]))
    return(paste0(b[1], "\n", p, paste(v, collapse = paste0(",\n", p)), "\n", pad, b[2]))
  }
  s <- if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
    else if (is.numeric(x)) vapply(x, num, "") else ifelse(is.na(x), "null", paste0("\"", x, "\""))
  if (length(x) == 1) s else paste0("[", paste(s, collapse = ", "), "]")
}
writeLines(json(out), args[2])
