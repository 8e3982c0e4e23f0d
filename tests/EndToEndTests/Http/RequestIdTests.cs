namespace FhirHub.EndToEndTests.Http;

[TestFixture]
internal sealed class RequestIdTests : ServerTests
{
    [Test]
    public async Task Each_answer_has_an_id_of_its_own()
    {
        string? first = (await Http.FetchAsync("metadata")).Header("X-Request-Id");
        string? second = (await Http.FetchAsync("Patient/nothing")).Header("X-Request-Id");
        Assert.That(first, Is.Not.Null.And.Not.EqualTo(second));
        Assert.That(second, Is.Not.Null);
    }

    [Test]
    public async Task The_clients_id_is_kept() =>
        Assert.That((await Http.FetchAsync("Patient/nothing", ("X-Request-Id", "abc-123"))).Header("X-Request-Id"), Is.EqualTo("abc-123"));

    [TestCase("with a space")]
    [TestCase("1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task An_id_that_is_not_usable_is_replaced(string id) =>
        Assert.That((await Http.FetchAsync("metadata", ("X-Request-Id", id))).Header("X-Request-Id"), Is.Not.Null.And.Not.EqualTo(id));
}
