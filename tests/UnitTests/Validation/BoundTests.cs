using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class BoundTests
{
    [Test]
    public void Issues_end_with_one_that_says_there_are_more()
    {
        var names = string.Join(',', Enumerable.Repeat("""{"text":"a"}""", 100));
        var issues = Validating.Issues(
            $$$"""{"resourceType":"Patient","name":[{{{names}}}]}""",
            Definitions(Profile("it", "Patient", """{"id":"Patient.name.family","path":"Patient.name.family","min":1}""")),
            new ValidationOptions { Profiles = [Url("it")], Limits = new ValidationLimits { MaxIssues = 10 } });
        Assert.That((issues.Count, issues.Count(i => i.Code == "too-many-issues")), Is.EqualTo((11, 1)));
    }

    [Test]
    public void Steps_are_bounded()
    {
        var names = string.Join(',', Enumerable.Repeat("""{"text":"a"}""", 1000));
        var issues = Validating.Issues(
            $$$"""{"resourceType":"Patient","name":[{{{names}}}]}""", Definitions(),
            new ValidationOptions { Limits = new ValidationLimits { MaxSteps = 100 } });
        Assert.That(issues.Select(i => i.Code), Is.EqualTo(new[] { "validation-too-costly" }));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"resourceType":"Nonsense"}""")]
    [TestCase("""{"resourceType":1}""")]
    public void What_is_no_resource_is_an_issue_and_no_exception(string body) =>
        Assert.Multiple(() =>
        {
            Assert.That(Validating.Issues(body, Definitions(), ValidationOptions.Default), Is.Not.Empty);
            Assert.That(Validating.Issues(body, Definitions(), new ValidationOptions { IsStructureChecked = true }), Is.Not.Empty);
        });

    [TestCase("""{"resourceType":"Patient","name":5,"contact":[1,null,[]],"birthDate":{},"gender":["male"],"active":"true","deceased":1}""")]
    [TestCase("""{"resourceType":"Patient","name":[null],"_name":[1],"_birthDate":[],"given":[{}],"identifier":[[]],"contained":[{},1,{"resourceType":"X"}]}""")]
    [TestCase("""{"resourceType":"Patient","name":[{"given":[null,"a"],"_given":[{"id":"1"},null,{"id":"2"}]}]}""")]
    [TestCase("""{"resourceType":"Bundle","type":"x","entry":[{"resource":{"resourceType":"Patient","birthDate":"no"}},{"fullUrl":""}]}""")]
    public void A_broken_structure_is_reported_and_the_rest_still_validated(string body) =>
        Assert.That(
            Validating.Issues(body, Definitions(), ValidationOptions.Default).Select(i => i.Severity), Has.Some.EqualTo(IssueSeverity.Error));

    [TestCase("""{"resourceType":"Observation","code":{"text":"a"}}""", "missing-element Observation.status")]
    [TestCase("""{"resourceType":"Patient","gender":"nonsense"}""", "unknown-code Patient.gender")]
    public void What_the_structure_reports_is_not_reported_again(string body, string expected) =>
        Assert.That(
            Validating.Issues(body, Definitions(), ValidationOptions.Default).Select(i => $"{i.Code} {i.Expression}"), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_deep_resource_is_refused_rather_than_followed()
    {
        var deep = new StringBuilder("""{"resourceType":"Questionnaire","status":"draft" """);
        for (var i = 0; i < 300; i++)
            deep.Append(""","item":[{"linkId":"1","type":"group" """);
        for (var i = 0; i < 300; i++)
            deep.Append("}]");
        var issues = Validating.Issues(deep.Append('}').ToString(), Definitions(), ValidationOptions.Default);
        Assert.That(issues.Select(i => i.Code), Is.EqualTo(new[] { "nesting-too-deep" }));
    }

    [Test]
    public void Cancellation_ends_a_validation()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var names = string.Join(',', Enumerable.Repeat("""{"text":"a"}""", 1000));
        var definitions = Definitions();
        var validator = new Validator(definitions, new Engine.Validation.Terms.LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        Assert.That(
            async () => await validator.ValidateAsync(Encoding.UTF8.GetBytes($$$"""{"resourceType":"Patient","name":[{{{names}}}]}"""), ValidationOptions.Default, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
