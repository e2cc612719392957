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
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(
		database, "INSERT OR REPLACE INTO rules_load VALUES (1, ?, ?, ?, ?)", error);
	if (insert == NULL)
		return false;

	record_sql_text(insert, 1, load->version);
	sqlite3_bind_int64(insert, 2, load->generation);
	sqlite3_bind_int64(insert, 3, load->loaded);
	sqlite3_bind_int(insert, 4, load->is_fine);
	return sqlite3_step(insert) == SQLITE_DONE ||
	       record_sql_error(database, "cannot write the record", error);
}

bool
record_rules_load(Record *record, const RulesLoad *load, GError **error)
{
	return record_write(record, write_load, load, error);
}
