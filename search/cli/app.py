"""A command's name comes in; the command is imported and run, and what it raises goes out as message and exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import search
from search.cli import messages
from search.cli.terminal import in_one_line
from search.errors import ArticleMissing, OptionError

__all__ = ["COMMANDS", "app"]

COMMANDS: dict[str, str] = {
    "rebuild-index": "rebuild_index",
    "add": "add",
    "remove": "remove",
    "search": "search",
    "captions": "captions",
    "show": "show",
    "clean": "clean",
    "terms": "terms",
    "stats": "stats",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "fields": "fields",
    "formats": "formats",
    "help": "help",
}
"""Every command and its module in ``search.cli.commands``, in the order ``news --help`` shows them."""

NOTHING_FOUND = 1
FAILED = 2
INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands of ``COMMANDS``, imported when named, with the one handler around them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, for ``--help`` and completion."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called ``cmd_name``, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"search.cli.commands.{COMMANDS[cmd_name]}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(cmd_name, no_args_is_help=False)(module.run)
        return typer.main.get_command(single)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that ``args`` begin with; raises OptionError with a suggestion for an unknown one."""
        messages.speak_as(args)
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 -- only for the message

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean {near[0]}?" if near else "see: news --help"
            raise OptionError("no such command", place=args[0], hint=hint)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; every failure ends as a message on stderr and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            messages.flush()
            raise
        except BrokenPipeError:
            messages.drop_stdout()
            raise typer.Exit(0) from None
        except KeyboardInterrupt as stop:
            messages.say(f"stopped; {stop}" if str(stop) else "stopped")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if os.environ.get("NEWS_DEBUG"):
                raise
            if hasattr(error, "exit_code"):  # a wrong option: the framework shows it with the command's usage
                _advise(error)
                if not messages.in_json():
                    raise
            messages.fail(error)
            raise typer.Exit(NOTHING_FOUND if isinstance(error, ArticleMissing) else FAILED) from None
        return result


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"news {search.__version__}", flush=True)
        raise typer.Exit


@app.callback()
def news(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Search your own archive of news articles.

    Begin with:  news rebuild-index FOLDER

    Then:  news search 'caption:lighthouse "ferry terminal"'

    Exit codes: 0 found or done, 1 nothing found, 2 error.
    """
    del version  # shown already


def _advise(error: Any) -> None:
    """A query that begins with a minus looks like an option."""
    context = getattr(error, "ctx", None)
    name = context.info_name if context is not None else ""
    if hasattr(error, "option_name") and name in {"search", "captions"}:
        error.message += f"  (A query that begins with - goes after two more: news {name} -- '-fire')"
    error.message = in_one_line(error.message)
