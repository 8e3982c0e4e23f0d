using FhirHub.Engine.Errors;
using FhirHub.Regional.HealthCards.Keys;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture]
internal sealed class HealthCardKeysTests
{
    private const string Hex16 = "0123456789ABCDEFFEDCBA9876543210";
    private const string Hex32 = Hex16 + Hex16;

    [Test]
    public void Keys_that_everybody_knows_do_in_development_only_and_only_where_there_are_none()
    {
        Assert.That(HealthCardKeys.Read(new HealthCardOptions(), isDevelopment: true).IsDevelopment, Is.True);
        Assert.That(HealthCardKeys.Read(new HealthCardOptions { RootKey = Hex16, IndexKey = Hex32 }, isDevelopment: true).IsDevelopment, Is.False);
        var bare = HealthCardKeys.Read(new HealthCardOptions(), isDevelopment: false);
        Assert.That(() => bare.Current("ES256"), Throws.TypeOf<FhirException>().With.Message.Contains("ES256"));
    }

    [TestCase("0123", Hex32, "RootKey")]
    [TestCase("no hexadecimal digits at all 123", Hex32, "RootKey")]
    [TestCase(Hex16, "0123", "IndexKey")]
    [TestCase(Hex16, null, "together")]
    public void A_faulty_key_of_numbers_is_named_and_not_shown(string? root, string? index, string word) => Assert.That(
        () => HealthCardKeys.Read(new HealthCardOptions { RootKey = root, IndexKey = index }, isDevelopment: false),
        Throws.TypeOf<FormatException>().With.Message.Contains(word).And.Message.Not.Contains("0123"));

    [TestCase("a b", "ES256", Hex32, Hex32, "Id")]
    [TestCase("k", "RS256", Hex32, Hex32, "Suite")]
    [TestCase("k", "SM2", Hex32, Hex32, "CipherKey")]
    [TestCase("k", "ES256", Hex16, Hex32, "PrivateKey")]
    [TestCase("k", "ES256", "", Hex32, "PrivateKey is missing")]
    [TestCase("k", "ES256", "0000000000000000000000000000000000000000000000000000000000000000", Hex32, "no private number")]
    [TestCase("k", "SM2", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Hex16, "no private number")]
    public void A_faulty_key_of_codes_is_named(string id, string suite, string secret, string cipher, string word) => Assert.That(
        () => HealthCardKeys.Read(new HealthCardOptions { SigningKeys = [new() { Id = id, Suite = suite, PrivateKey = secret, CipherKey = cipher }] }, isDevelopment: false),
        Throws.TypeOf<FormatException>().With.Message.Contains(word));

    [TestCase("""{"SigningKeys":null}""")]
    [TestCase("""{"SigningKeys":[null]}""")]
    [TestCase("""{"SigningKeys":[{"Id":null,"Suite":"SM2"}]}""")]
    [TestCase("""{"SigningKeys":[{"Id":"a","Suite":null}]}""")]
    [TestCase("""{"SigningKeys":[],"Typo":1}""")]
    [TestCase("""{"HealthCards":{"SigningKeys":[]}}""")]
    [TestCase("""{"KeyFile":"another"}""")]
    [TestCase("null")]
    public void A_file_of_another_form_is_told_by_the_name_of_its_option(string content)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Assert.That(() => HealthCardKeys.Read(new HealthCardOptions { KeyFile = file }, isDevelopment: false), Throws.TypeOf<FormatException>().With.Message.Contains(HealthCardOptions.Section));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Keys_come_from_a_file_and_the_first_of_a_suite_signs()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $$"""
                {"RootKey":"{{Hex16}}","IndexKey":"{{Hex32}}","SigningKeys":[
                 {"Id":"new","Suite":"SM2","PrivateKey":"{{Hex32}}","CipherKey":"{{Hex16}}"},{"Id":"old","Suite":"SM2","PrivateKey":"{{Hex32}}","CipherKey":"{{Hex16}}"}]}
                """);
            var keys = HealthCardKeys.Read(new HealthCardOptions { KeyFile = file }, isDevelopment: false);
            Assert.That(keys.Current("SM2").Id, Is.EqualTo("new"));
            Assert.That(keys.Find("old")?.Id, Is.EqualTo("old"));
            Assert.That(() => HealthCardKeys.Read(new HealthCardOptions { KeyFile = file, RootKey = Hex16 }, isDevelopment: false), Throws.TypeOf<FormatException>());
        }
        finally
        {
            File.Delete(file);
        }

        Assert.That(() => HealthCardKeys.Read(new HealthCardOptions { KeyFile = file }, isDevelopment: false), Throws.TypeOf<FormatException>().With.Message.Contains("KeyFile"));
    }
}
