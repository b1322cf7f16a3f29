/// One class per public leaderboard: bytes in, rows or a clear failure out.
@NullMarked
package dev.assayer.evidence.leaderboard;

import org.jspecify.annotations.NullMarked;
