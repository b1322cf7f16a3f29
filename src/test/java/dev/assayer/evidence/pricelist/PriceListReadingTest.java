package dev.assayer.evidence.pricelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Price;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The price catalogues against captured files.
final class PriceListReadingTest {

    @Test
    void theTreeGivesAHostsModelTheFieldsOfItsBaseExceptWhatItOverrides() {
        Listing gpt = only(read(new ModelsDev()), "groq", "openai/gpt-oss-120b");

        assertThat(gpt.about().base()).contains("openai/gpt-oss-120b");
        assertThat(gpt.about().name()).isEqualTo("GPT OSS 120B");
        assertThat(gpt.about().openWeights()).isTrue();
        assertThat(gpt.about().limits().contextTokens()).isEqualTo(131_072);
        assertThat(gpt.about().limits().outputTokens()).isEqualTo(65_536);
        assertThat(gpt.about().limits().capabilities())
                .contains(Capability.TOOLS, Capability.REASONING);
        assertThat(gpt.price()).contains(price("0.15", "0.60", "0.075"));
        assertThat(gpt.date()).isEqualTo(LocalDate.of(2026, 7, 1));
    }

    @Test
    void theTreeGivesLabModelsThatNobodySellsAndFilesWithLongNames() {
        List<Listing> listings = read(new ModelsDev());

        assertThat(only(listings, ModelsDev.LABS, "alibaba/qwen3-32b").about().aliases())
                .containsExactly("Qwen/Qwen3-32B");
        assertThat(listings).anyMatch(listing -> listing.about().name().equals("Long"));
    }

    @Test
    void onlyModelsOfTextAreListed() {
        assertThat(read(new ModelsDev())).noneMatch(listing -> listing.id().contains("image"));
        assertThat(read(new LiteLlm()))
                .noneMatch(listing ->
                        listing.id().contains("embedding") || listing.id().contains("realtime"));
    }

    @Test
    void theSiteAndTheTreeSayTheSame() {
        List<Listing> listings =
                Captured.findings(
                                new ModelsDev()
                                        .read(List.of(Captured.file("modelsdev-api/api.json"))))
                        .listings();

        Listing gpt = only(listings, "openai", "gpt-5");
        Listing inTree = only(read(new ModelsDev()), "openai", "gpt-5");
        assertThat(gpt.price()).isEqualTo(inTree.price());
        assertThat(gpt.about().released()).isEqualTo(inTree.about().released());
        assertThat(gpt.about().limits()).isEqualTo(inTree.about().limits());
    }

    @Test
    void noughtIsAPriceOnlyWhereTheNameSaysFree() {
        List<Listing> site =
                Captured.findings(
                                new ModelsDev()
                                        .read(List.of(Captured.file("modelsdev-api/api.json"))))
                        .listings();

        assertThat(only(site, "openrouter", "openai/gpt-oss-120b:free").price())
                .contains(Price.FREE);
        assertThat(
                        only(read(new LiteLlm()), "together_ai", "Qwen/Qwen2.5-72B-Instruct-Turbo")
                                .price())
                .isEmpty();
    }

    @Test
    void liteLlmQuotesPerTokenAndNamesHostsApart() {
        List<Listing> listings = read(new LiteLlm());

        assertThat(only(listings, "openai", "gpt-5").price())
                .contains(price("1.25", "10", "0.125"));
        assertThat(only(listings, "groq", "llama-3.3-70b-versatile").date())
                .isEqualTo(LocalDate.of(2026, 8, 1));
        assertThat(listings).noneMatch(listing -> listing.id().equals("sample_spec"));
    }

    @Test
    void liteLlmLeavesOutWhatHasBeenSwitchedOffAndPricesBeyondReason() {
        List<Listing> listings = read(new LiteLlm());

        assertThat(listings).noneMatch(listing -> listing.id().equals("claude-3-opus-20240229"));
        assertThat(only(listings, "wandb", "meta-llama/Llama-3.3-70B-Instruct").price()).isEmpty();
    }

    @Test
    void liteLlmLeavesOutWhatAnswersNoChatCompletions() {
        assertThat(read(new LiteLlm()))
                .extracting(Listing::id)
                .contains("gpt-5")
                .doesNotContain(
                        "gpt-5-pro", "openai/container", "container", "computer-use-preview");
    }

    @Test
    void openRouterQuotesDecimalTextPerTokenAndKnowsWeightsAndSlugs() {
        List<Listing> listings = read(new OpenRouter());

        Listing gpt = only(listings, "openrouter", "openai/gpt-5");
        assertThat(gpt.price()).contains(price("1.1", "9", "0.11"));
        assertThat(gpt.about())
                .returns("GPT-5", Listing.About::name)
                .returns(List.of("openai/gpt-5-2025-08-07"), Listing.About::aliases)
                .returns(Optional.of(LocalDate.of(2025, 8, 7)), Listing.About::released);
        assertThat(gpt.about().limits())
                .returns(400_000, Limits::contextTokens)
                .returns(128_000, Limits::outputTokens)
                .returns(
                        Set.of(
                                Capability.TOOLS,
                                Capability.STRUCTURED_OUTPUT,
                                Capability.IMAGES,
                                Capability.REASONING),
                        Limits::capabilities);
        Listing free = only(listings, "openrouter", "cohere/north-mini-code:free");
        assertThat(free.price()).contains(Price.FREE);
        assertThat(free.about())
                .returns("North Mini Code", Listing.About::name)
                .returns(true, Listing.About::openWeights)
                .returns(List.of("CohereLabs/North-Mini-Code-1.0"), Listing.About::aliases);
    }

    @Test
    void openRouterTakesNoSlugThatIsAnotherSnapshots() {
        assertThat(
                        only(
                                        read(new OpenRouter()),
                                        "openrouter",
                                        "google/gemini-2.5-pro-preview-05-06")
                                .about()
                                .aliases())
                .isEmpty();
    }

    @Test
    void openRouterListsNoRoutersMovingIdsPicturesOrWhatHasExpired() {
        assertThat(read(new OpenRouter()))
                .extracting(Listing::id)
                .containsExactly(
                        "openai/gpt-5",
                        "openai/gpt-oss-120b",
                        "openai/gpt-oss-120b:free",
                        "anthropic/claude-opus-5",
                        "anthropic/claude-sonnet-4.5",
                        "cohere/north-mini-code:free",
                        "google/gemini-2.5-pro-preview-05-06");
    }

    @Test
    void openRoutersCopiesOfIndicesStandAtTheHighestEffortAndOnceForTwins() {
        List<Row> rows =
                Captured.findings(new OpenRouter().read(Captured.of(new OpenRouter()))).rows();

        assertThat(rows)
                .filteredOn(row -> row.benchmark().equals("artificialanalysis/intelligence_index"))
                .extracting(
                        row -> row.name().text(),
                        row -> row.name().effort().map(Effort::word).orElse(""),
                        row -> row.measure().value())
                .containsExactly(
                        tuple("openai/gpt-5", "high", 0.405),
                        tuple("openai/gpt-oss-120b", "high", 0.245),
                        tuple("anthropic/claude-opus-5", "max", 0.605),
                        tuple("anthropic/claude-sonnet-4.5", "thinking", 0.365),
                        tuple("cohere/north-mini-code", "", 0.195));
        assertThat(rows)
                .filteredOn(row -> row.benchmark().startsWith("designarena/"))
                .extracting(row -> row.name().text(), Row::benchmark, Row::method)
                .containsExactly(
                        tuple("openai/gpt-5", "designarena/website", Method.VOTED),
                        tuple(
                                "anthropic/claude-opus-5",
                                "designarena/data_visualisation",
                                Method.VOTED));
    }

    private static Price price(String input, String output, String cached) {
        return Price.perMillion(
                new BigDecimal(input), new BigDecimal(output), new BigDecimal(cached));
    }

    private static List<Listing> read(Feed list) {
        return Captured.findings(list.read(Captured.of(list))).listings();
    }

    private static Listing only(List<Listing> listings, String host, String id) {
        List<Listing> found =
                listings.stream()
                        .filter(listing -> listing.host().equals(host) && listing.id().equals(id))
                        .toList();
        assertThat(found).as(host + " " + id).hasSize(1);
        return found.getFirst();
    }
}
