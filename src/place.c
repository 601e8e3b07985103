/*-------------------------------------------------------------------------
 *
 * place.c
 *	  Where we are in a script: the statement, and the settings in force.
 *
 * While there is a place, errors say where in the script they come from, and
 * names go by what the script has set before that statement.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/guc.h"

#include "revision.h"

static void
place_error_callback(void *arg)
{
	const IdemPlace *place = arg;
	IdemScriptPosition position = {place->script, 0, 0, 1};

	if (place->entry != NULL)
		idem_statement_position(&position, place->script, place->entry);
	idem_script_error_callback(&position);
}

/*
 * Begin before the first statement.  To be ended with idem_place_end(), but
 * not after an error.
 */
void
idem_place_begin(IdemPlace *place, const IdemScript *script)
{
	place->script = script;
	place->entry = NULL;
	place->settings = NIL;
	place->nestlevel = NewGUCNestLevel();
	place->context.callback = place_error_callback;
	place->context.arg = place;
	place->context.previous = error_context_stack;
	error_context_stack = &place->context;
}

/*
 * Go to a statement, or to what folding has made of it.
 */
void
idem_place_move(IdemPlace *place, const IdemStatement *entry)
{
	CHECK_FOR_INTERRUPTS();
	place->entry = entry;
	if (entry->settings == place->settings)
		return;
	AtEOXact_GUC(false, place->nestlevel);
	place->nestlevel = NewGUCNestLevel();
	idem_apply_settings(place->script, entry->settings);
	place->settings = entry->settings;
}

void
idem_place_end(IdemPlace *place)
{
	error_context_stack = place->context.previous;
	AtEOXact_GUC(false, place->nestlevel);
}
