#!/bin/sh
# Find Python 3.11 and let it fill .venv from the lock files. Arguments go to install.py.
is_python_3_11() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

for candidate in "${PYTHON:-python3.11}" python3 python; do
    if is_python_3_11 "$candidate"; then
        exec "$candidate" "$(dirname "$0")/install.py" "$@"
    fi
done

cat >&2 <<'SENTENCE'
The assistant needs Python 3.11, and it is not on this machine's PATH.
  Debian 12:  apt-get install python3.11 python3.11-venv
  elsewhere:  install Python 3.11 in any way, then name it:  make run PYTHON=/path/to/python3.11
SENTENCE
exit 1
