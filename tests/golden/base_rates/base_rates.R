# Expected base rates, derived independently of detente's Python code.
# usage: Rscript base_rates.R CSV_DIR [OUT.json] [--sensitivity]
# Base R and survival only. Definitions and choices: README.md.
suppressPackageStartupMessages(library(survival))

argv <- commandArgs(trailingOnly = TRUE)
sens <- "--sensitivity" %in% argv
argv <- setdiff(argv, "--sensitivity")
if (!length(argv)) stop("usage: Rscript base_rates.R CSV_DIR [OUT.json] [--sensitivity]")
out_file <- if (length(argv) > 1) argv[2] else "base_rates.json"
rd <- function(t) read.csv(file.path(argv[1], paste0(t, ".csv")))
ally <- rd("atop51_alliance"); memb <- rd("atop51_member"); tss <- rd("tss_rivalries")
maj <- rd("cow_majors"); sta <- rd("cow_states"); gml <- rd("gml_mid_dispute_dyadyear")

TIMES <- c(1, 2, 3, 5, 10, 20)
ASOF <- as.Date("2001-11-12"); L_ASOF <- 2000; YMAX <- 2010
ymd <- function(y, m, d) as.Date(sprintf("%04d-%02d-%02d", y, m, d))
month_end <- function(y, m) {
  y2 <- ifelse(m == 12, y + 1, y); m2 <- ifelse(m == 12, 1, m + 1)
  ymd(y2, m2, 1) - 1
}
dyad <- function(a, b) pmin(a, b) * 1000 + pmax(a, b)

# ---------------------------------------------------------------- states over changes of code
# the converter of the rivalry list: two wrong names, and Vietnam before French rule is another state
fix <- function(id, from, to) for (k in c("ccode1", "ccode2"))
  tss[[k]][tss$tssr_id == id & tss[[k]] == from] <<- to
fix(158, 679, 680); fix(165, 438, 411); fix(25, 816, 815); fix(55, 816, 815)
last_code <- function(x) {                   # one code for a state that went on under several
  from <- c(260, 678, 300, 315, 99); to <- c(255, 679, 305, 316, 100)
  i <- match(x, from); ifelse(is.na(i), x, to[i])
}
# heirs beside the principal one: an event of `past` up to `until` is in the history of `heir`
HEIRS <- data.frame(heir = c(310, 317, 679), past = c(305, 316, 680), until = c(1918, 1993, 1990))
with_heirs <- function(d, a, b, year) {      # events of pairs, and again under heirs
  for (k in c(a, b)) for (i in seq_len(nrow(HEIRS))) {
    h <- d[d[[k]] == HEIRS$past[i] & d[[year]] <= HEIRS$until[i], ]
    if (nrow(h)) { h[[k]] <- HEIRS$heir[i]; d <- rbind(d, h) }
  }
  d[d[[a]] != d[[b]], ]
}
for (k in c("ccode1", "ccode2")) { tss[[k]] <- last_code(tss[[k]]); gml[[k]] <- last_code(gml[[k]]) }
sta$ccode <- last_code(sta$ccode)
memb$member <- last_code(memb$member)
ally$major1 <- ally$mem1; ally$major2 <- ally$mem2
ally$major1[ally$mem1 == 255 & ally$begyr > 1945 & ally$begyr < 1990] <- 260
ally$major2[ally$mem2 == 255 & ally$begyr > 1945 & ally$begyr < 1990] <- 260
ally$mem1 <- last_code(ally$mem1); ally$mem2 <- last_code(ally$mem2)

# ---------------------------------------------------------------- shared lookups
past_tss <- with_heirs(tss, "ccode1", "ccode2", "start")
past_tss$key <- dyad(past_tss$ccode1, past_tss$ccode2)
past_gml <- with_heirs(gml[, c("ccode1", "ccode2", "year")], "ccode1", "ccode2", "year")
past_gml$key <- dyad(past_gml$ccode1, past_gml$ccode2)
tss$key <- dyad(tss$ccode1, tss$ccode2)
gml$key <- dyad(gml$ccode1, gml$ccode2)
sta$from <- ymd(sta$styear, sta$stmonth, sta$stday)
sta$to <- ymd(sta$endyear, sta$endmonth, sta$endday)

# spells that follow each other without a day between are one
sta <- sta[order(sta$ccode, sta$from), ]
for (i in rev(seq_len(nrow(sta) - 1)))
  if (sta$ccode[i] == sta$ccode[i + 1] && sta$from[i + 1] - sta$to[i] <= 1) {
    sta$to[i] <- sta$to[i + 1]; sta <- sta[-(i + 1), ]
  }
open_end <- as.numeric(format(sta$to, "%Y")) == 2016
sta$y0 <- as.numeric(format(sta$from, "%Y"))                 # first 31 December inside
sta$out <- ifelse(open_end, Inf, as.numeric(format(sta$to, "%Y")))
sta$y1 <- ifelse(open_end, Inf, sta$out - (format(sta$to, "%m-%d") != "12-31"))  # the last one

# first 31 December from year y on at which both are inside, and the year in which one leaves
seen <- function(a, b, y) {
  A <- sta[sta$ccode == a, ]; B <- sta[sta$ccode == b, ]
  best <- NULL
  for (i in seq_len(nrow(A))) for (j in seq_len(nrow(B))) {
    f <- max(y, A$y0[i], B$y0[j])
    if (f <= min(A$y1[i], B$y1[j]) && (is.null(best) || f < best[1]))
      best <- c(f, min(A$out[i], B$out[j]))
  }
  best
}
make_breaks <- function(opt) {
  h <- if (opt$dyad_hostility) pmax(gml$hostlev1, gml$hostlev2) else gml$hostlev
  o <- gml$midonset == 1 & h >= opt$min_hostility
  if (opt$originators) o <- o & gml$orig1 == 1 & gml$orig2 == 1
  if (opt$force)                               # both used force, or somebody of either died
    o <- o & (pmin(gml$hostlev1, gml$hostlev2) >= 4 | pmax(gml$fatality1, gml$fatality2) > 0)
  k <- c(if (opt$tss_breaks) tss$key, gml$key[o]); y <- c(if (opt$tss_breaks) tss$start, gml$year[o])
  lapply(split(y, k), function(v) sort(unique(v)))
}
rival_window <- function(key, first, last)   # a rivalry alive at some point of first..last
  mapply(function(k, a, b) any(past_tss$key == k & past_tss$start <= b & past_tss$end >= a), key, first, last)

DEFAULT <- list(dyad_hostility = FALSE, min_hostility = 3, originators = TRUE, force = TRUE, tss_breaks = TRUE, same_year = FALSE,
                restart_after_exit = FALSE, keep_switchers = FALSE, all_joint_years = FALSE,
                onset_in_L = FALSE, seato_mem12 = FALSE, drop_3433 = FALSE, mid_missing = FALSE)

# one year-level spell; NULL when excluded
year_spell <- function(a, b, onset, last, breaks, opt) {
  a <- last_code(a); b <- last_code(b)
  x <- seen(a, b, onset)
  if (is.null(x)) return(NULL)
  br <- breaks[[as.character(dyad(a, b))]]
  br <- if (opt$same_year) br[br >= onset] else br[br > onset]
  cens <- min(last, x[2])
  hit <- length(br) > 0 && br[1] <= cens
  end <- if (hit) br[1] else cens
  if (end - x[1] <= 0 && !(opt$same_year && hit)) return(NULL)
  data.frame(a = min(a, b), b = max(a, b), onset = onset, entry = x[1] - onset, time = max(end - onset, if (opt$same_year) 0.5 else 0),
             cause = if (hit) "rupture" else "")
}

# ---------------------------------------------------------------- A. pacts
pair_of <- function(opt) {                    # the two members of each bilateral pact
  p <- data.frame(m1 = ally$mem1, m2 = ally$mem2)
  p[ally$bilat != 1, ] <- NA
  for (i in which(ally$bilat == 1 & !is.na(ally$mem3))) {
    m <- sort(unique(memb$member[memb$atopid == ally$atopid[i] & memb$yrent == ally$begyr[i]]))
    if (length(m) == 2) p[i, ] <- m else if (!opt$seato_mem12) p[i, ] <- NA
  }
  p
}
pacts <- function(asof = NULL, opt = DEFAULT) {
  day1 <- if (opt$mid_missing) 15 else 1
  bm <- ifelse(is.na(ally$begmo), 1, ally$begmo)
  start <- ymd(ally$begyr, bm, ifelse(is.na(ally$begday), day1, ally$begday))
  live <- ally$ineffect == 1
  ey <- ifelse(live, 2018, ally$endyr); em <- ifelse(live | is.na(ally$endmo), 12, ally$endmo)
  end <- month_end(ey, em)
  full <- !live & !is.na(ally$endday)
  end[full] <- ymd(ey[full], em[full], ally$endday[full])
  if (opt$mid_missing) { q <- !live & is.na(ally$endday); end[q] <- ymd(ey[q], em[q], 15) }
  cause <- ifelse(live, "", c("", "fulfilled", "broken", "renegotiated")[ally$term + 1])
  stopifnot(!anyNA(start), !anyNA(end), all(end >= start))
  keep <- rep(TRUE, nrow(ally))
  if (!is.null(asof)) {
    keep <- start <= asof
    late <- end > asof
    cause[late] <- ""; end[late] <- asof
  }
  if (opt$drop_3433) keep <- keep & ally$atopid != 3433
  p <- data.frame(m1 = ally$mem1, m2 = ally$mem2)  # the parties as ATOP lists them
  p[ally$bilat != 1, ] <- NA
  ok <- !is.na(p$m1) & !is.na(p$m2)
  k <- dyad(p$m1, p$m2)
  rw <- function(n) { r <- rep(FALSE, nrow(ally)); r[ok] <- rival_window(k[ok], ally$begyr[ok] - n, ally$begyr[ok]); r }
  mj <- function(cc) mapply(function(s, y) any(maj$ccode == s & maj$styear <= y & y <= maj$endyear), cc, ally$begyr)
  both <- ok; both[ok] <- (mj(ally$major1) & mj(ally$major2))[ok]
  d <- data.frame(ally, time = as.numeric(end - start) / 365.25, cause = cause,
                  rivals0 = rw(0), rivals20 = rw(20), both_major = both)
  d[keep, ]
}
one <- function(x) !is.na(x) & x == 1
PACT_FILTERS <- list(
  list("", function(d) rep(TRUE, nrow(d))),
  list("--bilateral", function(d) one(d$bilat)),
  list("--bilateral --formed 1816:1989", function(d) one(d$bilat) & d$begyr >= 1816 & d$begyr <= 1989),
  list("--obligation defense", function(d) one(d$defense)),
  list("--obligation offense", function(d) one(d$offense)),
  list("--obligation neutral", function(d) one(d$neutral)),
  list("--obligation nonagg", function(d) one(d$nonagg)),
  list("--obligation consul", function(d) one(d$consul)),
  list("--threat-named", function(d) !is.na(d$specthrt) & d$specthrt > 0),
  list("--no-threat", function(d) !is.na(d$specthrt) & d$specthrt == 0),
  list("--rivals-at-signing", function(d) d$rivals0),
  list("--rivals-within 20", function(d) d$rivals20),
  list("--both-major", function(d) d$both_major),
  list("--bilateral --rivals-within 20 --both-major", function(d) d$rivals20 & d$both_major))

# ---------------------------------------------------------------- B. ex-rivals
spells <- function(a, b, y, last, opt) {
  br <- make_breaks(opt)
  do.call(rbind, Map(function(a, b, y) year_spell(a, b, y, last, br, opt), a, b, y))
}
ex_rivals <- function(last = YMAX, opt = DEFAULT) {
  r <- tss[tss$end >= 1816 & (tss$end < last | (opt$onset_in_L & tss$end == last)), ]
  spells(r$ccode1, r$ccode2, r$end, last, opt)
}

# ---------------------------------------------------------------- C. coalitions
joint_years <- function(opt) {                # dyad, year of every coalition year
  g <- unique(data.frame(disp = gml$dispnum, year = gml$year, cc = gml$ccode1, side = gml$sidea1))
  if (!opt$keep_switchers) {
    ns <- tapply(g$side, paste(g$disp, g$cc), function(s) length(unique(s)))
    g <- g[ns[paste(g$disp, g$cc)] == 1, ]
  }
  m <- merge(g, g, by = c("disp", "year", "side"))
  m <- m[m$cc.x < m$cc.y, ]
  j <- if (opt$all_joint_years) m[, c("cc.x", "cc.y", "disp", "year")]
       else aggregate(year ~ cc.x + cc.y + disp, m, min)
  unique(j[, c("cc.x", "cc.y", "year")])
}
coalitions <- function(last = YMAX, opt = DEFAULT) {
  br <- make_breaks(opt)
  j <- joint_years(opt)
  j <- j[j$year < last | (opt$onset_in_L & j$year == last), ]
  res <- lapply(split(j, dyad(j$cc.x, j$cc.y)), function(d) {
    a <- d$cc.x[1]; b <- d$cc.y[1]; C <- sort(d$year); got <- NULL
    B <- br[[as.character(dyad(a, b))]]
    while (length(C)) {
      c0 <- C[1]; C <- C[-1]
      x <- seen(a, b, c0)
      if (is.null(x)) next                    # never in the system together from c on
      got <- rbind(got, year_spell(a, b, c0, last, br, opt))
      nb <- B[B > c0]
      stop_at <- if (length(nb)) nb[1] else Inf
      if (opt$restart_after_exit) stop_at <- min(stop_at, x[2])
      C <- C[C > stop_at]
    }
    got
  })
  s <- do.call(rbind, res)
  k <- dyad(s$a, s$b)
  adv <- mapply(function(k, c0) any(past_gml$key == k & past_gml$year >= c0 - 15 & past_gml$year <= c0 - 1), k, s$onset)
  s$prior <- rival_window(k, s$onset - 15, s$onset - 1) | adv
  s
}

# ---------------------------------------------------------------- D. pact partners
pact_partners <- function(last = YMAX, opt = DEFAULT) {
  p <- pair_of(opt)
  p <- data.frame(p, y = ally$begyr)[!is.na(p$m1) & !is.na(p$m2), ]
  p <- p[p$y >= 1816 & (p$y < last | (opt$onset_in_L & p$y == last)), ]
  p <- p[!duplicated(paste(dyad(p$m1, p$m2), p$y)), ]
  s <- spells(p$m1, p$m2, p$y, last, opt)
  s$rivals20 <- rival_window(dyad(s$a, s$b), s$onset - 20, s$onset)
  s
}

# ---------------------------------------------------------------- estimates
at <- function(x) setNames(as.list(x), TIMES)
estimate <- function(d, class, args, asof, causes) {
  n <- nrow(d)
  entry <- if (is.null(d$entry)) rep(0, n) else d$entry
  f <- if (all(entry == 0)) survfit(Surv(d$time, d$cause != "") ~ 1, conf.type = "log-log")
       else survfit(Surv(entry, d$time, d$cause != "") ~ 1, conf.type = "log-log")
  idx <- findInterval(TIMES, f$time)          # 0 = before the first time; last value carried on
  pick <- function(v, v0) ifelse(idx == 0, v0, c(NA, v)[idx + 1])
  s <- pick(f$surv, 1)
  lo <- pick(f$lower, NA); hi <- pick(f$upper, NA)
  lo[s == 1] <- NA; hi[s == 1] <- NA          # log-log limits do not exist at S = 1 or 0
  med <- f$time[f$surv <= 0.5 + 1e-9]
  inc <- setNames(lapply(causes, function(k) at(rep(0, length(TIMES)))), causes)
  if (length(causes) == 1) inc[[1]] <- at(1 - s)
  else if (any(d$cause != "")) {
    ev <- factor(ifelse(d$cause == "", "censor", d$cause), levels = c("censor", causes))
    m <- survfit(Surv(d$time, ev) ~ 1)
    mi <- findInterval(TIMES, m$time)
    for (k in causes) if (k %in% m$states) {
      p <- m$pstate[, match(k, m$states)]
      inc[[k]] <- at(ifelse(mi == 0, 0, c(0, p)[mi + 1]))
    }
    stopifnot(all(abs(Reduce(`+`, lapply(inc, unlist)) - (1 - s)) < 1e-9))
  }
  list(class = class, args = args, as_of = asof, n = n, ended = sum(d$cause != ""),
       by_cause = as.list(setNames(as.integer(table(factor(d$cause, levels = causes))), causes)),
       median_years = if (length(med)) med[1] else NULL,
       survival = at(s), survival_low = at(lo), survival_high = at(hi), incidence = inc,
       .last = max(d$time))
}
run <- function(opt = DEFAULT) {
  res <- list()
  for (asof in list(NULL, "2001-11-12")) {
    past <- !is.null(asof); last <- if (past) L_ASOF else YMAX
    P <- pacts(if (past) ASOF, opt); ex <- ex_rivals(last, opt)
    co <- coalitions(last, opt); pp <- pact_partners(last, opt)
    add <- function(d, class, args, causes = "rupture")
      res[[length(res) + 1]] <<- estimate(d, class, args, asof, causes)
    for (q in PACT_FILTERS) add(P[q[[2]](P), ], "pacts", q[[1]], c("fulfilled", "broken", "renegotiated"))
    add(ex, "ex-rivals", "")
    add(co, "coalitions", ""); add(co[co$prior, ], "coalitions", "--prior-adversaries")
    add(co[!co$prior, ], "coalitions", "--no-prior")
    add(pp, "pact-partners", ""); add(pp[pp$rivals20, ], "pact-partners", "--rivals-within 20")
  }
  res
}

# ---------------------------------------------------------------- JSON
js <- function(x) {
  if (is.list(x)) return(paste0("{", paste0("\"", names(x), "\": ", vapply(x, js, ""), collapse = ", "), "}"))
  if (is.null(x) || is.na(x)) return("null")
  if (is.character(x)) return(paste0("\"", x, "\""))
  format(x, digits = 15, scientific = FALSE, trim = TRUE)
}
KEYS <- c("class", "args", "as_of", "n", "ended", "by_cause", "median_years", "survival",
          "survival_low", "survival_high", "incidence")
show <- function(r) {
  cat(sprintf("%-14s %-44s %-10s n=%-4d ended=%-4d S5=%.4f S10=%.4f last=%.1f\n", r$class, r$args,
              if (is.null(r$as_of)) "full" else r$as_of, r$n, r$ended, r$survival[["5"]], r$survival[["10"]], r$.last))
}
base <- run()
rec <- vapply(base, function(r)
  paste0("  {", paste0("\"", KEYS, "\": ", vapply(KEYS, function(k) js(r[[k]]), ""), collapse = ",\n   "), "}"), "")
writeLines(c("[", paste(rec, collapse = ",\n"), "]"), out_file)
for (r in base) show(r)

if (sens) for (o in setdiff(names(DEFAULT), "min_hostility")) {
  opt <- DEFAULT; opt[[o]] <- !opt[[o]]
  alt <- run(opt); cat("\n## ", o, " flipped: only classes that change\n", sep = "")
  for (i in seq_along(alt)) if (!identical(alt[[i]], base[[i]])) show(alt[[i]])
}
if (sens) { opt <- DEFAULT; opt$min_hostility <- 4; alt <- run(opt); cat("\n## hostlev >= 4\n")
  for (i in seq_along(alt)) if (!identical(alt[[i]], base[[i]])) show(alt[[i]]) }
