# Recipes; `just --list` shows them. Each is a plain command.

# lint, types and tests
default: lint types test

# the tests, or some: just test tests/lenses -k threat
test *ARGS:
    uv run --extra dev pytest {{ARGS}}

# check style and format
lint:
    uv run --extra dev ruff check .
    uv run --extra dev ruff format --check .

# put style and format right
fix:
    uv run --extra dev ruff check --fix .
    uv run --extra dev ruff format .

# check types
types:
    uv run --extra dev mypy

# write the generated pages of the docs
docs:
    uv run python docs/make.py

# remake the regression files of the brief
golden:
    uv run --extra dev python tests/golden/brief/make.py

# one benchmark: just bench panel --runs 3
bench NAME *ARGS:
    uv run --extra bench python benchmarks/{{NAME}}.py {{ARGS}}

# attack it for some minutes: just campaign --minutes 5 --only kills
campaign *ARGS:
    uv run --extra dev python -m tests.campaign {{ARGS}}

# take the newest versions that fit, and pin them
pins:
    uv pip compile pyproject.toml --extra dev --extra bench --universal --no-header --no-annotate --upgrade --output-file constraints.txt
    python3 .ci/pins.py
