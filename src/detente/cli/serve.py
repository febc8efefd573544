"""The command ``serve``: the local web app."""

import gc
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.common import tell
from detente.errors import MissingExtra


def serve(
    folder: Annotated[
        Path, typer.Argument(help="Folder of your case files; bundled cases are also shown.")
    ] = Path(),
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 chooses a free one.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(help="Secret required of browsers; generated if other machines can connect."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the app in the browser.")] = False,
) -> None:
    """Serve the cases of a folder as a local web app: read, compare, edit, try what-ifs.

    No data leaves this machine, and nothing is downloaded. Needs the extra `app`.

    Examples: `detente serve`, `detente serve my-cases --port 8080 --open`
    """
    try:
        from detente.app.server import Options, run
    except ModuleNotFoundError as problem:
        raise MissingExtra("app", f"detente serve ({problem.name})") from None
    from detente.app.security import is_loopback

    if not is_loopback(host):
        tell(
            f"detente: warning: {host} can be reached from other machines, without encryption; "
            "anyone with the address and its token can read and change the cases; other machines "
            "use the number of this one in place of 127.0.0.1"
        )

    def ready(address: str) -> None:
        tell(f"detente: serving {folder} at {address} (stop with Ctrl-C)")
        if open_:
            webbrowser.open(address)

    gc.enable()  # unlike other commands, this one runs long
    gc.set_threshold(20_000, 20, 20)  # a full pass takes 50 ms, a quarter of what a what-if may
    run(Options(folder=folder, host=host, port=port, token=token), ready=ready)
