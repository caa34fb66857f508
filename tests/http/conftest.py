"""conftest.py - lets the tests here import what lies beside them; a package named http would hide Python's own."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
