# SPDX-License-Identifier: GPL-3.0-or-later
"""What flufl.bounce makes of the mails whose names come on standard input."""
import email
import sys

from flufl.bounce import all_failures

n_found = 0
for line in sys.stdin:
    with open(line.rstrip("\n"), "rb") as file:
        temporary, permanent = all_failures(email.message_from_binary_file(file))
    n_found += bool(temporary or permanent)
print(n_found)
