# Expected numbers for tests/lenses/test_public_opinion.py: Rscript survey.R
print(as.numeric(prop.test(c(855, 705), c(1500, 1500), correct = FALSE)$conf.int), digits = 12)
