package dev.assayer.ledger;

import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerRecord.Timing;
import dev.assayer.ledger.LedgerRecord.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalInt;

/// Ledger records as the gateway hands them in, for tests and benchmarks.
public final class Records {

    /// 2026-11-21T12:00:00Z.
    public static final long NOON = 1_795_262_400_000L;

    public static final Basis TABLE = basis("table", "{\"offers\":[]}");
    public static final Basis HEALTH = basis("health", "[[false,0.0,250,80]]");

    private Records() {}

    public static Basis basis(String kind, String content) {
        return new Basis(sha256(content), kind, content);
    }

    public static Decided decided(long id) {
        return decided(id, TABLE.hash(), HEALTH.hash());
    }

    public static Decided decided(long id, String tableHash, String healthHash) {
        return new Decided(
                id,
                NOON + id % 1_000,
                tableHash,
                healthHash,
                "{\"policy\":\"balanced\",\"category\":\"coding\",\"basis\":\"TEXT\",\"thousandths\":"
                        + "[812,21,46,12,9,2,35,41,12,10],\"input\":1234,\"limit\":0,\"turn\":"
                        + id
                        + "}",
                "openai/gpt-4o-mini-2024-07-18",
                "coding",
                "balanced",
                null);
    }

    public static Attempted attempted(long decision, int ordinal) {
        return new Attempted(
                decision,
                ordinal,
                "openai/gpt-4o-mini-2024-07-18",
                "success",
                OptionalInt.of(200),
                new Tokens(1_234, 200, 567, 0),
                510_300_000L + decision % 1_000,
                new Timing(NOON + decision % 1_000, 234_567, 1_234_567));
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
