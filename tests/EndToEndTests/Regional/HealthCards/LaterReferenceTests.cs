namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>References to a record that are written while it is merged, and after.</summary>
[TestFixture]
internal sealed class LaterReferenceTests : HealthCardTests
{
    private const int Patience = 60_000;
    private readonly MovableClock _clock = new();
    private string _source = string.Empty;
    private string _target = string.Empty;

    protected override TimeProvider Time => _clock;

    [SetUp]
    public async Task TwoRecordsAsync() => (_source, _target) = ("Patient/" + await NewPatientAsync(), "Patient/" + await NewPatientAsync());

    private Task<Answer> CallAsync(string operation) => CallAsync(
        $"Patient/${operation}", null, [Reference("source-patient", _source), .. operation == "merge" ? [Reference("target-patient", _target)] : Array.Empty<string>()]);

    private static string Reference(string name, string reference) => $"\"name\":\"{name}\",\"valueReference\":{{\"reference\":\"{reference}\"}}";

    private string Observation => $$"""{"resourceType":"Observation","status":"final","code":{"text":"体温"},"subject":{"reference":"{{_source}}"} }""";

    private async Task ObserveAsync() => (await Http.SendAsync("POST", "Observation", Observation)).Expect(HttpStatusCode.Created);

    private async Task<(int Source, int Target)> CountAsync() => (await CountAsync(_source), await CountAsync(_target));

    private async Task<int> CountAsync(string patient) =>
        (int)(await Http.FetchAsync($"Observation?subject={patient}&_summary=count")).Expect(HttpStatusCode.OK).Json["total"]!;

    private static string TaskOf(Answer answer) => "Task/" + (string)Output(answer.Expect(HttpStatusCode.OK), "task")["resource"]!["id"]!;

    private async Task<int> MovedAsync(string task) => (int)(await Http.FetchAsync(task)).Json["output"]![0]!["valueUnsignedInt"]!;

    [Test]
    public async Task What_is_written_to_the_source_while_the_job_runs_goes_with_it()
    {
        const int Before = 320, Writers = 4, Each = 15;
        string entries = string.Join(',', Enumerable.Repeat($$"""{"resource":{{Observation}},"request":{"method":"POST","url":"Observation"} }""", Before));
        (await Http.SendAsync("POST", string.Empty, $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{entries}}]}""")).Expect(HttpStatusCode.OK);
        var merged = await CallAsync("merge");
        Assert.That(merged.Text, Does.Contain("merge-begun"));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int i = 0; i < Each; i++)
                await ObserveAsync();
        }));
        _clock.Advance(TimeSpan.FromSeconds(91));
        Assert.That(CountAsync, Is.EqualTo((0, Before + Writers * Each)).After(Patience, 200));
        Assert.That(async () => (string)(await Http.FetchAsync(TaskOf(merged))).Json["status"]!, Is.EqualTo("completed").After(Patience, 200));
        Assert.That(await MovedAsync(TaskOf(merged)), Is.EqualTo(Before + Writers * Each));
    }

    [Test]
    public async Task A_small_merge_is_looked_after_as_well()
    {
        await ObserveAsync();
        string task = TaskOf(await CallAsync("merge"));
        Assert.That(await CountAsync(), Is.EqualTo((0, 1)));
        await ObserveAsync();
        _clock.Advance(TimeSpan.FromSeconds(91));
        Assert.That(CountAsync, Is.EqualTo((0, 2)).After(Patience, 200));
        Assert.That(await MovedAsync(task), Is.EqualTo(2));
    }

    [Test]
    public async Task What_comes_much_later_goes_with_the_next_call_and_all_of_it_goes_back()
    {
        await ObserveAsync();
        string task = TaskOf(await CallAsync("merge"));
        await ObserveAsync();
        await ObserveAsync();
        var again = await CallAsync("merge");
        Assert.That(TaskOf(again), Is.EqualTo(task));
        Assert.That(await CountAsync(), Is.EqualTo((0, 3)));
        Assert.That((again.Text.Contains("merge-done", StringComparison.Ordinal), await MovedAsync(task)), Is.EqualTo((true, 3)));
        string version = (string)(await Http.FetchAsync(task)).Json["meta"]!["versionId"]!;
        await CallAsync("merge");
        Assert.That((string)(await Http.FetchAsync(task)).Json["meta"]!["versionId"]!, Is.EqualTo(version), "nothing has come since");
        (await CallAsync("unmerge")).Expect(HttpStatusCode.OK);
        Assert.That(await CountAsync(), Is.EqualTo((3, 0)));
    }

    [Test]
    public async Task What_is_undone_stays_so_whatever_looks_after_it()
    {
        await ObserveAsync();
        await CallAsync("merge");
        (await CallAsync("unmerge")).Expect(HttpStatusCode.OK);
        await ObserveAsync();
        _clock.Advance(TimeSpan.FromSeconds(91));
        string other = "Patient/" + await NewPatientAsync();
        (_source, string own) = (other, _source);
        await ObserveAsync();
        await CallAsync("merge");
        await ObserveAsync();
        _clock.Advance(TimeSpan.FromSeconds(91));
        Assert.That(async () => await CountAsync(other), Is.Zero.After(Patience, 200), "the later job is done, so the earlier is");
        Assert.That(await CountAsync(own), Is.EqualTo(2));
    }
}
