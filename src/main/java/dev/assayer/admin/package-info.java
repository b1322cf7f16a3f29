/// The JSON API of what can be looked at and operated, shared by people, dashboards and the command
/// line.
@NullMarked
package dev.assayer.admin;

import org.jspecify.annotations.NullMarked;
