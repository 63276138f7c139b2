#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""codes.py: every code that a message can have, read off the sources.

A code is the kind that a call names, or the word for a status (diag.c). Kinds
that are sentences stand under the code `cell` and are not listed.
"""
import pathlib
import re

# Calls whose kind is their second argument, and others by their own shape.
PATTERNS = [
    r'(?:diag_at|diag_row|tsv_wrong)\(\s*[^,;]+,\s*"([^"]+)"',
    r'def_error_say(?:_list)?\(\s*[^;]*?,\s*"([a-z_-]+)",',
    r'table_unknown\(\s*[^;]*?,\s*"([a-z_-]+)",',
    r'\bwrong(?:_in)?\(r, "([^"]+)"',
    r'\bbegin\(f, r, line,\s*"([^"]+)"',
    r'\*?\breason = "([^"]+)"',
    r'say_cell\(\s*[^;]*?,\s*"([a-z_]+)",',
    r'\[XLSXDOUBT_\w+\] = \{ "([a-z_]+)",',
    r'line->reason : "([a-z_]+)"',
    r'#define PRELIMINARY "([a-z_]+)"',
]


def codes(root):
    found = set()
    for path in sorted(pathlib.Path(root, "tools").rglob("*.c")):
        text = path.read_text(encoding="utf-8")
        for pattern in PATTERNS:
            found.update(re.findall(pattern, text))
        if path.name == "diag.c":
            body = text[text.index("\ncode_of("):text.index("\nput_object(")]
            found.update(re.findall(r'\] = "([a-z_]+)"', body))
            found.add("cell")
        for array in re.findall(r"row_reasons\[FAULT_NONE\] = \{(.*?)\}", text,
                                re.S):
            found.update(re.findall(r'"([^"]+)"', array))
    return {code for code in found if " " not in code}


if __name__ == "__main__":
    print("\n".join(sorted(codes(pathlib.Path(__file__).parents[2]))))
