using System.Text;

namespace FhirHub.UnitTests.Indexing;

/// <summary>Entries of long texts: cut on whole characters, the same way in what is stored and in what is asked.</summary>
internal sealed class EntryTextTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Test]
    public void The_entries_of_a_long_text_are_whole_characters_and_found([Range(250, 260)] int length)
    {
        string text = new string('a', length) + "𠮷𠮷𠮷";
        var observation = IndexedResource.Of("Observation", $$"""
            "status":"final","code":{"text":"{{text}}","coding":[{"system":"http://s","code":"{{text}}"}]},"identifier":[{"system":"{{text}}","value":"{{text}}"}],
            "valueQuantity":{"value":1,"unit":"{{text}}"},"subject":{"reference":"urn:{{text}}"},"meta":{"profile":["http://e/{{text}}|1.{{text}}.2"]}
            """);
        foreach (string entry in observation.Entries.Tokens)
            Assert.That(() => Strict.GetByteCount(entry), Throws.Nothing, entry);
        foreach (var (name, value) in new[]
        {
            ("code", text), ("code", $"http://s|{text}"), ("code:text", text), ("identifier", $"{text}|"), ("identifier", $"{text}|{text}"), ("value-quantity", $"1||{text}"),
            ("subject", $"urn:{text}"), ("_profile", $"http://e/{text}"), ("_profile:below", $"http://e/{text}|1"), ("_profile:below", $"http://e/{text}"),
        })
            Assert.That(observation.IsFoundBy(name, value), Is.True, $"{name}={value}");
    }

    [Test]
    public void A_value_with_half_a_character_is_refused() =>
        Assert.That(
            () => IndexedResource.Of("Patient", "\"active\":true").Condition("identifier", "a\ud842"),
            Throws.TypeOf<Engine.Errors.FhirException>().With.Message.Contains("half of a surrogate pair"));
}
