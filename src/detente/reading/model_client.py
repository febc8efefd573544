"""A model at an OpenAI-compatible address: one question, one answer that follows a schema."""

import json
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from detente.errors import DataError, FileError, MissingExtra
from detente.reading.model_answers import ModelQuestion, check

if TYPE_CHECKING:
    import httpx

_MAX_ANSWER = 2_000_000  # bytes
_RETRIES = 1  # after an answer that does not follow the schema, with the reason


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One question and what came back.

    Attributes
    ----------
    question : ModelQuestion
        The question.
    answers : tuple of str
        Raw answers, the last one last.
    statements : list of dict
        Of the last answer, checked; none if it did not follow the schema.
    problem : str or None
        Why there is no answer that can be used.
    """

    question: ModelQuestion
    answers: tuple[str, ...]
    statements: list[dict[str, Any]]
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class ModelClient:
    """Sends questions to one address and nowhere else.

    Parameters
    ----------
    url : str
        Such as ``http://127.0.0.1:8080/v1``; ``/chat/completions`` is added.
    model : str
        Name of the model, as the server calls it.
    seconds : float
        Time for one answer.

    Notes
    -----
    The key, if the server wants one, comes from ``DETENTE_MODEL_KEY``. No redirect is followed, no
    proxy of the environment is used, and nothing that an answer names is fetched or run.
    """

    url: str
    model: str = "default"
    seconds: float = 120.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DataError(
                f"--model {self.url:.80}: wanted an address such as http://127.0.0.1:8080/v1"
            )

    def ask(self, question: ModelQuestion) -> Exchange:
        """Ask, and once more with the reason if the answer does not follow the schema.

        Raises
        ------
        FileError
            If the server cannot be reached, refuses, or does not answer in time.
        """
        messages, answers, problem = list(question.messages), list[str](), ""
        for _ in range(_RETRIES + 1):
            answers.append(self._answer(messages, question))
            try:
                valid = check(question.kind, answers[-1])
                return Exchange(question=question, answers=tuple(answers), statements=valid)
            except ValueError as wrong:
                problem = str(wrong)
            messages += [
                {"role": "assistant", "content": answers[-1][:4000]},
                {"role": "user", "content": f"That does not follow the schema ({problem})."},
            ]
        return Exchange(question=question, answers=tuple(answers), statements=[], problem=problem)

    def _answer(self, messages: list[dict[str, str]], question: ModelQuestion) -> str:
        schema = {"name": question.kind, "schema": question.schema, "strict": True}
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": messages,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
        raw = self._post(body)
        try:
            content = json.loads(raw)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise FileError(f"{self.url}: the answer is none of a chat model") from None
        return content if isinstance(content, str) else ""

    def close(self) -> None:
        """Close the connection, if one is open."""
        if "_http" in self.__dict__:
            self._http.close()
            del self.__dict__["_http"]

    @cached_property
    def _http(self) -> "httpx.Client":
        try:
            import httpx
        except ImportError:
            raise MissingExtra("model", "--model") from None
        key = os.environ.get("DETENTE_MODEL_KEY")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(
            timeout=self.seconds, trust_env=False, follow_redirects=False, headers=headers
        )

    def _post(self, body: dict[str, Any]) -> bytes:
        http = self._http
        import httpx

        address = self.url.rstrip("/") + "/chat/completions"
        try:
            with http.stream("POST", address, json=body) as response:
                return _body(self.url, response)
        except httpx.HTTPError as problem:
            why = str(problem) or type(problem).__name__
            raise FileError(f"{self.url}: the model does not answer ({why})") from None


def _body(url: str, response: "httpx.Response") -> bytes:
    """Content of a response of bounded size."""
    if response.status_code != 200:
        raise FileError(f"{url}: the model's server answers {response.status_code}")
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > _MAX_ANSWER:
            raise FileError(f"{url}: the answer is larger than {_MAX_ANSWER / 1e6:.0f} MB")
    return bytes(data)
