using FhirHub.EndToEndTests.Transactions;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Conditional;

/// <summary>Many clients with the same condition, on two servers that know nothing of each other: one creates, the others find it.</summary>
[TestFixture]
internal sealed class RaceTests
{
    private const int Clients = 50;
    private TestServer[] _servers = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var database = await TestDatabase.NewAsync();
        _servers = await Task.WhenAll(TestServer.StartAsync(database), TestServer.StartAsync(database));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Of_50_clients_with_the_same_If_None_Exist_one_creates_and_49_get_it(int servers)
    {
        string identifier = Guid.NewGuid().ToString("N");
        var answers = await ManyAsync(servers, http => http.SendAsync("POST", "Patient", Person(identifier), headers: ("If-None-Exist", $"identifier=http://t|{identifier}")));
        AssertOneCreated(answers);
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Of_50_conditional_updates_one_creates_and_each_other_makes_a_version(int servers)
    {
        string identifier = Guid.NewGuid().ToString("N");
        var answers = await ManyAsync(servers, http => http.SendAsync("PUT", $"Patient?identifier=http://t|{identifier}", Person(identifier)));
        AssertOneCreated(answers);
        Assert.That(answers.Select(a => a.Version).Order(), Is.EqualTo(Enumerable.Range(1, Clients).Select(v => (long)v)));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Of_50_transactions_with_the_same_condition_one_creates_and_all_refer_to_it(int servers)
    {
        const string Urn = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0c";
        string identifier = Guid.NewGuid().ToString("N");
        string bundle = Transaction(
            Entry("POST", "Patient", Person(identifier), Urn, ("ifNoneExist", $"identifier=http://t|{identifier}")),
            Entry("POST", "Basic", $$"""{"resourceType":"Basic","code":{"text":"x"},"subject":{"reference":"{{Urn}}"} }"""));
        var answers = await ManyAsync(servers, http => http.PostBundleAsync(bundle));
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(answers.Count(a => a.EntryStatuses()[0] == "201"), Is.EqualTo(1));
        string patient = answers.Select(a => a.EntryKey(0)).Distinct().Single();
        foreach (var answer in answers)
            Assert.That((string?)(await _servers[0].Http.FetchAsync(answer.EntryKey(1))).Json["subject"]!["reference"], Is.EqualTo(patient));
    }

    [Test]
    public async Task Two_conditions_in_opposite_order_do_not_block_each_other()
    {
        string a = Guid.NewGuid().ToString("N");
        string b = Guid.NewGuid().ToString("N");
        JsonObject Of(string identifier) => Entry("POST", "Patient", Person(identifier), null, ("ifNoneExist", $"identifier=http://t|{identifier}"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            _servers[i % 2].Http.PostBundleAsync(i % 4 < 2 ? Transaction(Of(a), Of(b)) : Transaction(Of(b), Of(a)))));
        Assert.That(answers.Select(x => x.Status), Is.All.EqualTo(HttpStatusCode.OK), string.Join('\n', answers.Where(x => x.Status != HttpStatusCode.OK).Select(x => x.Text)));
        Assert.That(answers.SelectMany(x => x.EntryStatuses()).Count(s => s == "201"), Is.EqualTo(2));
    }

    private static void AssertOneCreated(Answer[] answers)
    {
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Select(a => a.Id).Distinct().Count(), Is.EqualTo(1));
    }

    private Task<Answer[]> ManyAsync(int servers, Func<HttpClient, Task<Answer>> request) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(i => request(_servers[i % servers].Http)));

    private static string Person(string identifier) =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"http://t","value":"{{identifier}}"}]}""";
}
