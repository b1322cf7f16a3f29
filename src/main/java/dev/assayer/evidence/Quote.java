package dev.assayer.evidence;

import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import java.time.LocalDate;

/// What one host asks for a model, as one catalogue says.
///
/// @param model which model, after matching
/// @param source id of the [Source]
/// @param host who serves it: the id of our preset, else as the catalogue spells it
/// @param id the name that the host answers to
/// @param price list price
/// @param date of the catalogue's content
public record Quote(
        ModelId model, String source, String host, String id, Price price, LocalDate date) {}
