"""Runs notebooks with nbclient: run_notebooks.py FOLDER AT_ONCE FILES… writes the executed copies to FOLDER."""

import asyncio
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


async def run(path, folder, turn):
    async with turn:
        notebook = nbformat.read(path, as_version=4)
        await NotebookClient(notebook, timeout=120, allow_errors=True).async_execute()
        nbformat.write(notebook, folder / path.name)


async def main(folder, at_once, *files):
    turn = asyncio.Semaphore(int(at_once))
    await asyncio.gather(*[run(Path(file), Path(folder), turn) for file in files])


asyncio.run(main(*sys.argv[1:]))
