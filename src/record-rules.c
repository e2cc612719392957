/* record-rules.c - what the daemon judges by, for whoever watches over it.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-rules.h"

#include "record-sql.h"

static bool
write_load(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const RulesLoad *load = data;

	return record_sql_run_with(record_writer_database(writer),
		"INSERT OR REPLACE INTO rules_load VALUES (1, ?, ?, ?, ?)",
		VALUES(TEXT(load->version), NUMBER(load->generation), NUMBER(load->loaded),
			NUMBER(load->is_fine)),
		error);
}

bool
record_rules_load(Record *record, const RulesLoad *load, GError **error)
{
	return record_write(record, write_load, load, error);
}
