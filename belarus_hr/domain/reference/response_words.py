"""The words in which others write how a State answered a recommendation: UPR Info, UHRI, OHCHR."""

from __future__ import annotations

import re

_WORDS = {
    "supported": "supported; support; accepted",
    "supported-implemented": """
supported, as already implemented; already implemented or in the process of implementation
""",
    "partly-supported": """
supported/noted; noted/supported; accepted/noted; partially supported; partly supported
supported in part; supported (partially); partially accepted; partly accepted; accepted in part
""",
    "noted": "noted; not supported; not accepted; rejected",
    "pending": "pending",
}
#: Our response by each way to write it, in lower case.
RESPONSE_BY_WORDS = {
    written: response
    for response, table in _WORDS.items()
    for written in re.split(r"[;\n] ?", table.strip())
}
