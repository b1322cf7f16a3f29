package dev.assayer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.SpeedTier;
import dev.assayer.scoring.view.CompositeWeights;
import dev.assayer.scoring.view.Families;
import dev.assayer.scoring.view.LayeredWeights;
import dev.assayer.scoring.view.MergedWeights;
import dev.assayer.scoring.view.Ramp;
import dev.assayer.scoring.view.ViewWeights;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The directions of the house: who may use whom, and what only some rooms may touch. A rule about
/// a package that does not exist yet holds.
class ArchitectureTest {

    private static final String ROOT = "dev.assayer";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    private static final String[] CAPABILITIES = {
        "catalog",
        "evidence",
        "scoring",
        "quality",
        "routing",
        "config",
        "provider",
        "resilience",
        "session",
        "access",
        "ledger",
        "benchmark",
        "monitoring",
        "advice"
    };

    /// What each top-level package may use, besides itself.
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("catalog", List.of());
        MAY_USE.put("evidence", List.of("catalog"));
        MAY_USE.put("scoring", List.of("evidence", "catalog"));
        MAY_USE.put("routing", List.of("scoring", "evidence", "catalog"));
        MAY_USE.put("quality", List.of("scoring", "evidence", "catalog"));
        MAY_USE.put("config", List.of("catalog", "routing", "scoring"));
        MAY_USE.put("provider", List.of("catalog", "config"));
        MAY_USE.put("resilience", List.of("provider", "routing", "catalog", "config"));
        MAY_USE.put("ledger", List.of("provider", "routing", "catalog"));
        MAY_USE.put("session", List.of("routing", "scoring", "catalog", "config"));
        MAY_USE.put("access", List.of("catalog", "config"));
        MAY_USE.put("benchmark", List.of("provider", "evidence", "catalog", "config"));
        MAY_USE.put(
                "monitoring",
                List.of(
                        "ledger",
                        "quality",
                        "scoring",
                        "evidence",
                        "provider",
                        "catalog",
                        "config"));
        MAY_USE.put(
                "advice", List.of("ledger", "scoring", "evidence", "routing", "catalog", "config"));
        MAY_USE.put(
                "gateway",
                List.of(
                        "routing",
                        "session",
                        "access",
                        "resilience",
                        "ledger",
                        "provider",
                        "scoring",
                        "catalog",
                        "config"));
        MAY_USE.put("admin", List.of(CAPABILITIES));
        MAY_USE.put("storage", List.of(CAPABILITIES));
        MAY_USE.put("app", and(CAPABILITIES, "gateway", "admin", "storage"));
        MAY_USE.put("cli", and(CAPABILITIES, "app", "admin"));
    }

    private static List<String> and(String[] some, String... more) {
        var all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all;
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static String[] packages(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
    }

    @Test
    void theClassesAreFound() {
        assertThat(CLASSES.size()).isGreaterThan(100);
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void everyTopLevelPackageHasItsPlace() {
        Set<String> found = new TreeSet<>();
        for (JavaPackage each : CLASSES.getPackage(ROOT).getSubpackages()) {
            found.add(each.getRelativeName());
        }
        assertThat(MAY_USE.keySet()).containsAll(found);
    }

    @Test
    void packagesUseOnlyWhatTheyMay() {
        LayeredArchitecture house =
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true);
        for (String name : MAY_USE.keySet()) {
            house = house.layer(name).definedBy(packages(name));
        }
        for (Map.Entry<String, List<String>> each : MAY_USE.entrySet()) {
            house =
                    each.getValue().isEmpty()
                            ? house.whereLayer(each.getKey()).mayNotAccessAnyLayer()
                            : house.whereLayer(each.getKey())
                                    .mayOnlyAccessLayers(each.getValue().toArray(String[]::new));
        }
        // The one sentence that a store has for people is shown to people.
        check(
                house.ignoreDependency(
                        describe("cli.Failures", c -> c.getName().equals(ROOT + ".cli.Failures")),
                        describe(
                                "StorageFailure",
                                c -> c.getSimpleName().equals("StorageFailure"))));
    }

    @Test
    void topLevelPackagesHaveNoCycles() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyMainStandsInTheRootAndUsesOnlyTheCommandLine() {
        check(
                classes()
                        .that()
                        .resideInAPackage(ROOT)
                        .should()
                        .haveSimpleName("Main")
                        .orShould()
                        .haveSimpleName("package-info"));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(ROOT + "..")
                                        .and(resideOutsideOfPackages(ROOT, ROOT + ".cli"))));
    }

    /// Settings name policies and categories; they do not route or score.
    @Test
    void configTakesOnlyNamesFromRoutingAndScoring() {
        DescribedPredicate<JavaClass> names =
                describe(
                        "a policy, a category, or their weights",
                        target ->
                                target.isAssignableTo(Policy.class)
                                        || target.isAssignableTo(PolicyWeights.class)
                                        || target.isAssignableTo(Weights.class)
                                        || target.isAssignableTo(Category.class)
                                        || target.getName().startsWith(SpeedTier.class.getName())
                                        || isOfViewWeights(target));
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(packages("config"))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(packages("routing", "scoring"))
                                        .and(DescribedPredicate.not(names))));
    }

    private static boolean isOfViewWeights(JavaClass target) {
        return Stream.of(
                        ViewWeights.class,
                        Families.class,
                        LayeredWeights.class,
                        MergedWeights.class,
                        CompositeWeights.class,
                        Ramp.class)
                .anyMatch(weights -> target.getName().startsWith(weights.getName()));
    }

    @Test
    void aDialectStaysWhereItIsSpoken() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages("gateway", "app"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages("gateway.openai", "gateway.anthropic")));
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages("provider"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                packages(
                                        "provider.openai",
                                        "provider.anthropic",
                                        "provider.google")));
    }

    // --- libraries

    private static void only(String[] allowed, String... libraries) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(allowed)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(libraries));
    }

    @Test
    void sqlIsSpokenOnlyByItsStore() {
        only(
                packages("storage.sql"),
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "com.zaxxer..",
                "org.flywaydb..",
                "org.sqlite..",
                "org.postgresql..");
    }

    @Test
    void redisIsSpokenOnlyByItsStore() {
        only(packages("storage.redis"), "io.lettuce..", "io.vertx.redis..");
    }

    @Test
    void vertxRunsOnlyWhereRequestsDo() {
        only(
                packages("gateway", "provider", "admin", "app", "evidence"),
                "io.vertx..",
                "io.netty..");
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(packages("evidence"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.vertx.ext.web..", "io.netty.."));
    }

    @Test
    void picocliReadsOnlyTheCommandLine() {
        only(new String[] {ROOT, ROOT + ".cli.."}, "picocli..");
    }

    // --- time, chance, output

    private static ArchRule calls(String what, DescribedPredicate<JavaCall<?>> call) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages("app"))
                .should()
                .callCodeUnitWhere(call)
                .because(what + " are handed in, and read only in app");
    }

    private static boolean isOneOf(JavaCall<?> call, Class<?> owner, String... names) {
        return call.getTargetOwner().isEquivalentTo(owner)
                && List.of(names).contains(call.getName());
    }

    @Test
    void clocksAreHandedIn() {
        check(
                calls(
                        "clocks",
                        describe(
                                "read the time",
                                call ->
                                        isOneOf(call, System.class, "currentTimeMillis")
                                                || isOneOf(call, Instant.class, "now")
                                                || (call.getTargetOwner()
                                                                .getPackageName()
                                                                .equals("java.time")
                                                        && call.getName().equals("now"))
                                                || isOneOf(
                                                        call,
                                                        Clock.class,
                                                        "systemUTC",
                                                        "systemDefaultZone",
                                                        "system")
                                                || (call.getTargetOwner().isEquivalentTo(Date.class)
                                                        && call.getName().equals("<init>")
                                                        && call.getTarget()
                                                                .getRawParameterTypes()
                                                                .isEmpty())
                                                || isOneOf(call, LocalDate.class, "now"))));
    }

    /// Durations on the request path are taken with the monotonic clock itself.
    @Test
    void theMonotonicClockIsReadOnlyOnTheRequestPath() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages("app", "provider", "gateway"))
                        .should()
                        .callMethod(System.class, "nanoTime"));
    }

    @Test
    void chanceIsHandedIn() {
        check(
                calls(
                        "sources of chance",
                        describe(
                                "roll dice",
                                call ->
                                        (call.getTargetOwner().isAssignableTo(Random.class)
                                                        && call.getName().equals("<init>"))
                                                || isOneOf(call, ThreadLocalRandom.class, "current")
                                                || isOneOf(call, Math.class, "random")
                                                || isOneOf(
                                                        call,
                                                        java.util.UUID.class,
                                                        "randomUUID"))));
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages("cli"))
                        .should()
                        .accessFieldWhere(
                                describe(
                                        "System.out or System.err",
                                        (JavaFieldAccess access) ->
                                                access.getTargetOwner().isEquivalentTo(System.class)
                                                        && Set.of("out", "err")
                                                                .contains(access.getName()))));
    }

    // --- null

    @Test
    void everyPackageSaysWhatMayBeNull() {
        List<String> silent = new ArrayList<>();
        for (JavaPackage each : CLASSES.getPackage(ROOT).getSubpackagesInTree()) {
            boolean isMarked =
                    each.tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
            if (!each.getClasses().isEmpty() && !isMarked) {
                silent.add(each.getName());
            }
        }
        assertThat(silent).isEmpty();
    }
}
