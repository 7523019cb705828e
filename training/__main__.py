"""python -m training fit|score DIR

DIR is a copy of the PolNeAR corpus (https://github.com/networkdynamics/PolNeAR): a folder, or a bare git repository.
`fit` writes the weights that the explorer ships, from the corpus' train part. `score` tells how often each decision is
right: on the dev part with the weights as they are, and on each publisher of the train part, fitted without it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from explorer.reading import model
from training import antecedents, drafts, examples, fitting
from training.polnear import Document, documents


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("fit", "score"))
    parser.add_argument("corpus", type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        train = list(documents(options.corpus, "train"))
        if options.command == "fit":
            fitted = fitting.fit_all(train)
            model.PATH.write_text(fitting.written(fitted), encoding="utf-8")
            print(f"{model.PATH.name}: {model.PATH.stat().st_size:,} bytes, from {len(train)} articles")
        else:
            dev = list(documents(options.corpus, "dev"))
            print(f"dev, {len(dev)} articles")
            _print(fitting.accuracies(model.shipped(), dev))
            for publisher in sorted({each.publisher for each in train}):
                _print_without(publisher, train)
    except OSError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def _print_without(publisher: str, train: Sequence[Document]) -> None:
    held_out = [each for each in train if each.publisher == publisher]
    print(f"{publisher}, {len(held_out)} articles, by weights that the others taught")
    _print(fitting.accuracies(fitting.fit_all([each for each in train if each.publisher != publisher]), held_out))


def _print(found: dict[str, tuple[int, float, float]]) -> None:
    for stage in (*examples.STAGES, antecedents.STAGE, *drafts.STAGES):
        count, right, expected = found[stage]
        print(f"  {stage:14} {count:7,} {100 * right:6.1f} % right, {100 * expected:6.1f} % expected")


if __name__ == "__main__":
    sys.exit(main())
