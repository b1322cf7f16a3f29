package dev.assayer.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The snapshot date inside a model's name, as far as the name gives it: `20250514`, `2507`,
/// `0324`, `Nov '24`. A short form may have several readings (`08-24`), and two dates agree when
/// any two readings do.
///
/// @param readings at least one
record SnapshotDate(List<Reading> readings) {

    /// How far a snapshot's date may lie from the day of release: labs freeze weights days to weeks
    /// before.
    private static final long TOLERANCE_DAYS = 25;

    /// How far two ways of dating one snapshot may lie apart: the day of its announcement, and the
    /// next one elsewhere on Earth.
    private static final int DAY_TOLERANCE = 1;

    /// How far behind the end of a named month the release may lie.
    private static final long MONTH_TOLERANCE_DAYS = 10;

    SnapshotDate {
        readings = List.copyOf(readings);
    }

    /// Zero stands for a part that is not given; the month always is.
    record Reading(int year, int month, int day) {

        private boolean agrees(Reading other) {
            boolean sharesMore = (year != 0 && other.year != 0) || (day != 0 && other.day != 0);
            return fits(other) && sharesMore;
        }

        private boolean fits(Reading other) {
            return month == other.month
                    && alike(year, other.year, 0)
                    && alike(day, other.day, DAY_TOLERANCE);
        }

        private static boolean alike(int a, int b, int tolerance) {
            return a == 0 || b == 0 || Math.abs(a - b) <= tolerance;
        }

        private boolean isNear(LocalDate released) {
            if (year != 0 && day == 0) {
                var first = LocalDate.of(year, month, 1);
                return !released.isBefore(first.minusDays(MONTH_TOLERANCE_DAYS))
                        && released.isBefore(first.plusMonths(1).plusDays(MONTH_TOLERANCE_DAYS));
            }
            return year != 0
                    ? isNear(year, released)
                    : IntStream.rangeClosed(released.getYear() - 1, released.getYear() + 1)
                            .anyMatch(candidate -> isNear(candidate, released));
        }

        private boolean isNear(int inYear, LocalDate released) {
            try {
                var date = LocalDate.of(inYear, month, day);
                return Math.abs(ChronoUnit.DAYS.between(date, released)) <= TOLERANCE_DAYS;
            } catch (DateTimeException notADay) {
                return false;
            }
        }
    }

    static SnapshotDate day(int year, int month, int day) {
        return new SnapshotDate(List.of(new Reading(year, month, day)));
    }

    static SnapshotDate month(int year, int month) {
        return new SnapshotDate(List.of(new Reading(year, month, 0)));
    }

    /// Two numbers of two digits: month and day, or month and year.
    static SnapshotDate pair(int first, int second) {
        var readings = new ArrayList<Reading>();
        readings.add(new Reading(0, first, second));
        if (second >= 23 && second <= 29) {
            readings.add(new Reading(2000 + second, first, 0));
        }
        return new SnapshotDate(readings);
    }

    boolean agrees(SnapshotDate other) {
        return readings.stream().anyMatch(mine -> other.readings.stream().anyMatch(mine::agrees));
    }

    /// Whether the two do not contradict each other, though one may give the year and the other the
    /// day.
    boolean fits(SnapshotDate other) {
        return readings.stream().anyMatch(mine -> other.readings.stream().anyMatch(mine::fits));
    }

    /// Whether a model released on that day may be this snapshot.
    boolean isNear(LocalDate released) {
        return readings.stream().anyMatch(reading -> reading.isNear(released));
    }
}
