"""What is kept of an upload: its row in the list of uploads, and its manifest in the archive."""

import json

from retention.ingest import known_layouts


def source_of(request, mapping) -> str:
    """The till, shop or system, by the person's word or else by the layout of the file."""
    return request.source or known_layouts.source_of(mapping.layout)


def batch_row(report, request, table, mapping, sha: str, settings) -> dict:
    """The row of ``batches``, but for its status. The list of uploads adds up in one currency: the
    amount of a file in another one is not told there."""
    is_reporting = report.currency in (None, settings.currency)
    return {
        "batch": report.batch,
        "file": report.file,
        "sha256": sha,
        "kind": report.kind,
        "source": source_of(request, mapping),
        "layout": report.layout,
        "received_at": request.received_at,
        "who": request.who,
        "row_count": report.rows,
        "accepted": report.accepted,
        "duplicates": report.duplicates,
        "rejected": report.rejected,
        "updated": report.updated,
        "anonymous_rows": report.anonymous_rows,
        "orders": report.orders,
        "customers": report.customers,
        "first_date": report.first_date,
        "last_date": report.last_date,
        "amount": report.amount if is_reporting else None,
        "columns": list(table.columns),
        "mapping": json.dumps(mapping.as_dict(), ensure_ascii=False),
    }


def manifest_of(report, request, mapping, sha: str, has_zones: bool) -> dict:
    """What a rebuild needs to read the upload again as it was understood; ``has_zones`` tells that
    its times carry their zone, so that they depend on the shop's. The file's own warnings are kept
    as they were told: a later reading would compare with files that came after. What related files
    wait for is not kept, since the next of them ends the waiting."""
    return {
        "batch": report.batch,
        "file": request.file,
        "sha256": sha,
        "kind": mapping.kind,
        "source": source_of(request, mapping),
        "sheet": request.sheet,
        "received_at": request.received_at.isoformat(),
        "who": request.who,
        "mapping": mapping.as_dict(),
        "has_zones": has_zones,
        "replace_period": request.replace_period,
        "warnings": list(report.warnings),
    }
