"""Apicurio's profiles against the real server: every pair that the tests have, in both directions.

A pair that this server does not take (it cannot parse the text, or needs another file) is told and not asked.
"""

from __future__ import annotations

import pytest
import recorded
from casebook import CASES, cases

