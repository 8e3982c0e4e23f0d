using FhirHub.Engine.Errors;
using static FhirHub.UnitTests.Transactions.TransactionText;

namespace FhirHub.UnitTests.Transactions;

[TestFixture]
internal sealed class BundlePlanTests
{
    [Test]
    public void Writes_come_in_the_order_of_the_specification()
    {
        var plan = Plan("""
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"request":{"method":"GET","url":"Patient/1"}},
              {"resource":{"resourceType":"Patient","id":"2","active":true},"request":{"method":"PUT","url":"Patient/2"}},
              {"resource":{"resourceType":"Patient","active":true},"request":{"method":"POST","url":"Patient"}},
              {"request":{"method":"DELETE","url":"Patient/3"}}]}
            """);
        Assert.That(plan.IsTransaction, Is.True);
        Assert.That(plan.Writes.Select(w => w.Method), Is.EqualTo(new[] { "DELETE", "POST", "PUT" }));
        Assert.That(plan.Entries[0].Request!.Url, Is.EqualTo("Patient/1"));
    }

    [TestCase("Patient/1", "Patient/1")]
    [TestCase("/Patient/1", "Patient/1")]
    [TestCase("http://here.example/fhir/Patient/1", "Patient/1")]
    [TestCase("Patient?url=http://x", "Patient?url=http://x")]
    public void Urls_are_relative_to_the_service_root_or_below_it(string url, string relative)
    {
        var plan = Plan($$"""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"{{url}}"} }]}""");
        Assert.That(plan.Entries[0].Request!.Url, Is.EqualTo(relative));
    }

    [Test]
    public void Faults_of_a_batch_stay_with_their_entries()
    {
        var plan = Plan("""
            {"resourceType":"Bundle","type":"batch","entry":[
              {"request":{"method":"GET","url":"Patient/1"}},
              {"colour":"red","request":{"method":"GET","url":"Patient/1"}},
              {"resource":5,"request":{"method":"POST","url":"Patient"}},
              {"resource":{"resourceType":"Patient","active":1},"request":{"method":"POST","url":"Patient"}}]}
            """);
        Assert.That(plan.Entries.Select(e => e.Fault?.Issues[0].Expression), Is.EqualTo(new[]
        {
            null, "Bundle.entry[1].colour", "Bundle.entry[2].resource", "Bundle.entry[3].resource.active",
        }));
    }

    [Test]
    public void A_resource_may_be_written_once()
    {
        var fault = Refused("""
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"resource":{"resourceType":"Patient","id":"2","active":true},"request":{"method":"PUT","url":"Patient/2"}},
              {"request":{"method":"DELETE","url":"Patient/2"}}]}
            """);
        Assert.That(fault.Issues.Single().Code, Is.EqualTo("resource-repeated"));
        Assert.That(fault.Issues.Single().Diagnostics, Does.Contain("Bundle.entry[0]"));
    }

    [Test]
    public void More_entries_than_the_limit_are_refused()
    {
        string entries = string.Join(',', Enumerable.Repeat("""{"request":{"method":"GET","url":"Patient/1"}}""", 101));
        var fault = Refused($$"""{"resourceType":"Bundle","type":"transaction","entry":[{{entries}}]}""");
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.TooLarge));
    }

    [TestCase("\ufeff{\"resourceType\":\"Bundle\",\"type\":\"batch\"}")]
    [TestCase(" {\"type\":\"batch\",\"resourceType\":\"Bundle\"} ")]
    public void Byte_order_marks_white_space_and_the_order_of_members_do_not_matter(string json) =>
        Assert.That(Plan(json).Entries, Is.Empty);

    [TestCase("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"fullUrl\":\"\\ud800\"}]}")]
    [TestCase("{\"resourceType\":\"Bundle\",\"\\ud800\":1}")]
    [TestCase("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"")]
    [TestCase("null")]
    public void What_is_no_text_or_no_JSON_is_invalid(string json) =>
        Assert.That(Refused(json).Kind, Is.EqualTo(FaultKind.Invalid));

    [Test]
    public void A_transaction_names_a_hundred_faults_and_says_that_there_are_more()
    {
        string entries = string.Join(",\n", Enumerable.Repeat("""{"resource":{"resourceType":"Patient","a":1,"b":2},"request":{"method":"POST","url":"Patient"}}""", 100));
        var fault = Refused($$"""{"resourceType":"Bundle","type":"transaction","entry":[{{entries}}]}""");
        Assert.That(fault.Issues, Has.Count.EqualTo(101));
        Assert.That(fault.Issues.Take(100).Select(i => i.Code), Is.All.EqualTo("unknown-element"));
        Assert.That(fault.Issues[^1].Code, Is.EqualTo("too-many-faults"));
        Assert.That(fault.Issues.Take(100).Select(i => i.Line), Is.EqualTo(Enumerable.Range(0, 100).Select(i => i / 2 + 1)));
    }

    [Test]
    public void A_batch_of_very_many_faults_tells_at_least_one_of_each_entry()
    {
        string members = string.Join(',', Enumerable.Range(0, 99).Select(i => $"\"x{i}\":1"));
        string entry = $$"""{"resource":{"resourceType":"Patient",{{members}}},"request":{"method":"POST","url":"Patient"} }""";
        var plan = Plan($$"""{"resourceType":"Bundle","type":"batch","entry":[{{string.Join(',', Enumerable.Repeat(entry, 100))}}]}""");
        Assert.That(plan.Entries.Select(e => e.Fault!.Issues.Count), Has.All.GreaterThan(0));
        Assert.That(plan.Entries.Sum(e => e.Fault!.Issues.Count), Is.LessThan(1300));
    }

    [Test]
    public void A_large_body_of_very_many_faults_is_understood_at_once()
    {
        string members = string.Join(',', Enumerable.Range(0, 99).Select(i => $"\"x{i}\":\"{new string('x', 2000)}\""));
        string entry = $$"""{"resource":{"resourceType":"Patient",{{members}}},"request":{"method":"POST","url":"Patient"} }""";
        string bundle = $$"""{"resourceType":"Bundle","type":"batch","entry":[{{string.Join(',', Enumerable.Repeat(entry, 100))}}]}""";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(Plan(bundle).Entries.Select(e => e.Fault), Has.All.Not.Null);
        // Counting lines from the start for each fault would read 100 GB.
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }
}
