namespace FhirHub.Engine.Errors;

/// <summary>The one way an interaction fails: a kind, which decides the HTTP status, and the issues for the <c>OperationOutcome</c>.</summary>
public sealed class FhirException : Exception
{
    public FhirException(FaultKind kind, IReadOnlyList<Issue> issues, Exception? cause = null)
        : base(issues.Count > 0 ? issues[0].Diagnostics : kind.ToString(), cause)
    {
        Kind = kind;
        Issues = issues;
    }

    public FaultKind Kind { get; }

    public IReadOnlyList<Issue> Issues { get; }

    /// <summary>When it may be worth trying again; null where nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same fault, told in Chinese as well.</summary>
    public FhirException InChinese(string chinese) => new(Kind, [.. Issues.Select(i => i with { Chinese = chinese })], InnerException) { RetryAfter = RetryAfter };

    public static FhirException Invalid(IReadOnlyList<Issue> issues) => new(FaultKind.Invalid, issues);

    public static FhirException Invalid(string code, string diagnostics, string? expression = null) =>
        One(FaultKind.Invalid, "invalid", code, diagnostics, expression);

    public static FhirException NotSupported(string code, string diagnostics) =>
        One(FaultKind.NotSupported, "not-supported", code, diagnostics);

    public static FhirException NotFound(string code, string diagnostics) =>
        One(FaultKind.NotFound, "not-found", code, diagnostics);

    public static FhirException UnknownRoute(string diagnostics) =>
        One(FaultKind.NotFound, "not-supported", "unknown-route", diagnostics);

    public static FhirException MethodNotAllowed(string diagnostics) =>
        One(FaultKind.MethodNotAllowed, "not-supported", "method-not-allowed", diagnostics);

    public static FhirException NotAcceptable(string code, string diagnostics) =>
        One(FaultKind.NotAcceptable, "not-supported", code, diagnostics);

    public static FhirException UnsupportedMediaType(string code, string diagnostics) =>
        One(FaultKind.UnsupportedMediaType, "not-supported", code, diagnostics);

    public static FhirException Conflict(string code, string diagnostics) =>
        One(FaultKind.Conflict, "conflict", code, diagnostics);

    public static FhirException Gone(string diagnostics) =>
        One(FaultKind.Gone, "deleted", "deleted", diagnostics);

    public static FhirException PreconditionFailed(string code, string diagnostics) =>
        One(FaultKind.PreconditionFailed, "conflict", code, diagnostics);

    public static FhirException TooLarge(string code, string diagnostics) =>
        One(FaultKind.TooLarge, "too-long", code, diagnostics);

    public static FhirException Unprocessable(string type, string code, string diagnostics, string? expression = null) =>
        One(FaultKind.Unprocessable, type, code, diagnostics, expression);

    public static FhirException Transient(string code, string diagnostics, Exception? cause = null) =>
        new(FaultKind.Transient, [Issue.Error("transient", code, diagnostics)], cause);

    private static FhirException One(FaultKind kind, string type, string code, string diagnostics, string? expression = null) =>
        new(kind, [Issue.Error(type, code, diagnostics, expression)]);
}
