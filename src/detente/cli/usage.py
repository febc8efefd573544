"""Mistakes in the use of the command line, each in one sentence.

Typer prints the words of its validator in a box; every other mistake of a user is a sentence that
says what came and what was wanted.
"""

from typing import Any

_KINDS = {int: "a whole number", float: "a number"}
_TOO_MANY = "Got unexpected extra argument(s) ("
_SUGGESTED = ". Did you mean "


def sentence(problem: Any) -> str:
    """What is wrong with the arguments, what was wanted, and which command explains it.

    Parameters
    ----------
    problem : UsageError
        As the command line raises it.
    """
    if problem.ctx is None:
        return _words(problem, "")
    command = _command(problem.ctx)
    return f"{_words(problem, command)}; see {' '.join(['detente', *command.split(), '-h'])}"


def typed(parameter: Any) -> str:
    """An option as it is typed; an argument in capitals.

    Parameters
    ----------
    parameter : click.Parameter
        Of a command.
    """
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.name).rstrip("_").upper()


def wanted(parameter: Any) -> str:
    """The values that a parameter takes, in words; empty where every text will do.

    Parameters
    ----------
    parameter : click.Parameter
        Of a command.
    """
    described = getattr(parameter, "type_descriptor", None)
    if described is None:  # releases of typer before 0.27, whose own words are plain
        return ""
    if described.choices:
        return f"one of {', '.join(map(str, described.choices))}"
    kind = getattr(described.annotation, "__args__", (described.annotation,))[0]
    if kind not in _KINDS:
        return ""
    return _KINDS[kind] + _bounds(described.parameter_info.min, described.parameter_info.max)


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f" of at least {low}"
    return "" if high is None else f" of at most {high}"


def _command(context: Any) -> str:
    """Words of a command after the name of the program; none for the program itself."""
    if context.parent is None:
        return ""
    return f"{_command(context.parent)} {context.info_name}".strip()


def _words(problem: Any, command: str) -> str:
    if getattr(problem, "param", None) is not None:
        return _of_parameter(problem, command)
    if hasattr(problem, "possibilities"):
        return _unknown_option(problem, command)
    if hasattr(problem, "option_name") and " requires " in problem.message:
        number = next(filter(str.isdigit, problem.message.rpartition(" requires ")[2]), "")
        return f"{problem.option_name} needs {f'{number} values' if number else 'a value'}"
    if problem.message.startswith(_TOO_MANY):
        return f"{command} got more arguments than it takes: {problem.message[len(_TOO_MANY) : -1]}"
    words = str(problem.message).rstrip(".")
    return (words[:1].lower() + words[1:]).replace(_SUGGESTED, "; did you mean ")


def _of_parameter(problem: Any, command: str) -> str:
    """A value that is missing or was refused."""
    parameter = problem.param
    if hasattr(problem, "param_type"):
        means = getattr(parameter, "help", None)
        return f"{command} needs {typed(parameter)}" + (f" ({means.rstrip('.')})" if means else "")
    errors, values = getattr(problem.__cause__, "errors", None), wanted(parameter)
    if errors is None or not values:
        return f"{typed(parameter)}: {problem.message.rstrip('.')}"
    return f"{typed(parameter)} got '{errors()[0]['input']}'; wanted {values}"


def _unknown_option(problem: Any, command: str) -> str:
    near = " or ".join(sorted(problem.possibilities or ()))
    perhaps = f"; did you mean {near}?" if near else ""
    return f"{command or 'detente'} has no option {problem.option_name}{perhaps}"
