using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Fallback;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>
/// Judges codes for the validator by everything this server knows. An answer is remembered until something changes, so that a validation that has
/// been made before asks no database.
/// </summary>
public sealed class TerminologyJudge(TerminologyCatalog catalog, ITerminologyFallback fallback) : ITerminology
{
    private const string Answers = "answers";

    /// <summary>Characters of a question; what has longer texts is judged each time. Clients ask what they like.</summary>
    private const int LongestQuestion = 1000;

    /// <summary>Characters of all questions that are remembered, with what an entry takes besides.</summary>
    private const int MostCosts = 16_000_000;

    /// <summary>What an entry takes besides its texts.</summary>
    private const int Own = 100;

    public ValueTask<CodeAnswer> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken) =>
        catalog.Fresh is { } snapshot && AnswersOf(snapshot).Find(question) is { } known
            ? ValueTask.FromResult(known)
            : AnswerAsync(question, cancellationToken);

    private async ValueTask<CodeAnswer> AnswerAsync(CodeQuestion question, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        var answers = AnswersOf(snapshot);
        if (answers.Find(question) is { } known)
            return known;
        CodeAnswer answer;
        IReadOnlyCollection<string> urls;
        try
        {
            (answer, urls) = await JudgeAsync(snapshot, question, cancellationToken);
        }
        catch (FhirException e) when (TermFaults.IsUnknown(e) || e.Kind == FaultKind.Unprocessable)
        {
            // Still being loaded, or unusable: not remembered.
            return new CodeAnswer(question.ValueSet is null ? CodeVerdict.SystemUnknown : CodeVerdict.ValueSetUnknown);
        }

        if (answer.Verdict is CodeVerdict.SystemUnknown or CodeVerdict.ValueSetUnknown && fallback.IsConfigured)
            return await fallback.ValidateAsync(question, cancellationToken) ?? answer;
        if (question.Length <= LongestQuestion)
            answers.Keep(question, answer, question.Length + Own, urls);
        return answer;
    }

    private static BoundedMemory<CodeQuestion, CodeAnswer> AnswersOf(TermSnapshot snapshot) => BoundedMemory<CodeQuestion, CodeAnswer>.Of(snapshot, Answers, MostCosts);

    /// <summary>With the URLs of what the answer depends on.</summary>
    private static async ValueTask<(CodeAnswer Answer, IReadOnlyCollection<string> Urls)> JudgeAsync(
        TermSnapshot snapshot, CodeQuestion question, CancellationToken cancellationToken)
    {
        string[] system = question.System is { } own ? [own] : [];
        if (question.ValueSet is null)
            return (question.System is null ? new CodeAnswer(CodeVerdict.SystemUnknown) : await InSystemAsync(snapshot, question, question.System, cancellationToken), system);
        var versions = question is { System: { } named, Version: { } version } && snapshot.Find(TermTypes.CodeSystem, named, version) is not null
            ? new SystemVersions { Default = [$"{named}|{version}"] }
            : SystemVersions.None;
        if (await SetCompiler.FindAsync(snapshot, question.ValueSet, versions, cancellationToken) is not { } set)
            return (new CodeAnswer(CodeVerdict.ValueSetUnknown), [.. SetCompiler.UrlsOf(question.ValueSet), .. system]);
        return (await InSetAsync(snapshot, set, question, cancellationToken), system.All(set.Urls.Contains) ? set.Urls : [.. set.Urls, .. system]);
    }

    private static async ValueTask<CodeAnswer> InSetAsync(TermSnapshot snapshot, CompiledSet set, CodeQuestion question, CancellationToken cancellationToken)
    {
        var found = await set.FindAsync(BaseTerms.Instance, question.System, question.Code, cancellationToken);
        return found.Membership switch
        {
            // Whether another version has the code, nobody here can say.
            Membership.In when IsOfUnknownVersion(snapshot, question) => new CodeAnswer(CodeVerdict.SystemUnknown),
            Membership.In => await NamedAsync(snapshot, question, found.Item!.Value, cancellationToken),
            Membership.Open => new CodeAnswer(question.System is { } system && snapshot.Find(TermTypes.CodeSystem, system, null) is null
                ? CodeVerdict.SystemUnknown
                : CodeVerdict.ValueSetUnknown),
            _ => await OutsideAsync(snapshot, question, cancellationToken),
        };
    }

    private static bool IsOfUnknownVersion(TermSnapshot snapshot, CodeQuestion question) => question is { System: { } system, Version: { } version }
        && snapshot.Find(TermTypes.CodeSystem, system, version) is null && snapshot.Find(TermTypes.CodeSystem, system, null) is not null;

    private static async ValueTask<CodeAnswer> OutsideAsync(TermSnapshot snapshot, CodeQuestion question, CancellationToken cancellationToken)
    {
        if (question.System is null)
            return new CodeAnswer(CodeVerdict.NotInValueSet);
        var answer = await InSystemAsync(snapshot, question, question.System, cancellationToken);
        return answer.Verdict == CodeVerdict.NotInSystem ? answer : answer with { Verdict = CodeVerdict.NotInValueSet };
    }

    private static async ValueTask<CodeAnswer> InSystemAsync(TermSnapshot snapshot, CodeQuestion question, string system, CancellationToken cancellationToken)
    {
        var exact = await SystemLibrary.FindAsync(snapshot, system, question.Version, cancellationToken);
        if (exact is null && IsOfUnknownVersion(snapshot, question))
            return new CodeAnswer(CodeVerdict.SystemUnknown);
        var source = exact ?? await SystemLibrary.FindAsync(snapshot, system, null, cancellationToken);
        if (source is not null && await source.FindAsync(question.Code, cancellationToken) is { } concept)
            return Named(new CodeAnswer(CodeVerdict.Valid), question, concept);
        if (KnownSyntax.IsCode(BaseTerms.Instance, system, question.Code) is true)
            return new CodeAnswer(CodeVerdict.Valid);
        // Another version than that asked for may have it.
        return new CodeAnswer(source is { Head.IsComplete: true } && (exact is not null || question.Version is null) ? CodeVerdict.NotInSystem : CodeVerdict.SystemUnknown);
    }

    /// <summary>What the value set calls it comes first; what the code system does is as right.</summary>
    private static async ValueTask<CodeAnswer> NamedAsync(TermSnapshot snapshot, CodeQuestion question, SetItem item, CancellationToken cancellationToken)
    {
        var answer = Named(new CodeAnswer(CodeVerdict.Valid), question, item.Concept);
        if (!answer.IsDisplayWrong || await SystemLibrary.FindAsync(snapshot, item.System, null, cancellationToken) is not { } source)
            return answer;
        var concept = await source.FindAsync(item.Concept.Code, cancellationToken);
        return concept is not null && Displays.Has(concept, question.Display!) ? answer with { IsDisplayWrong = false } : answer;
    }

    private static CodeAnswer Named(CodeAnswer answer, CodeQuestion question, Concept concept) => concept.Names.FirstOrDefault() is { } display
        ? answer with { Display = display, IsDisplayWrong = question.Display is { } said && !Displays.Has(concept, said) }
        : answer;
}
