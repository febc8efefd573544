# Expected numbers for tests/forecast/test_survival.py: Rscript survival.R
library(survival)
t <- c(1, 2, 2, 3, 4, 5, 5, 6, 8, 9)
k <- c(1, 2, 0, 1, 2, 1, 0, 0, 2, 0)
f <- summary(survfit(Surv(t, k > 0) ~ 1, conf.type = "log-log"), times = 5)
print(c(f$surv, f$lower, f$upper), digits = 14)
m <- survfit(Surv(t, factor(k)) ~ 1)
print(summary(m, times = 8)$pstate, digits = 14)
