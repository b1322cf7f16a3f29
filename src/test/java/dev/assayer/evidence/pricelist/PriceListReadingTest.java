package dev.assayer.evidence.pricelist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Price;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Listing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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
