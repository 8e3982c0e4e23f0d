using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Rules;

/// <summary>A rule that may refuse a call. Its id never changes once released.</summary>
/// <param name="Id">Capability and rule: <c>referral.step-by-step</c>.</param>
/// <param name="English">What it asks for, in one sentence; <c>{0}</c> and so on for what is at hand.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record Rule(string Id, string English, string Chinese)
{
    /// <summary>That it is broken.</summary>
    /// <param name="source">Of the parameter that it follows.</param>
    /// <param name="arguments">For the texts.</param>
    public Issue Broken(PolicySource source, params object[] arguments) => new()
    {
        Severity = IssueSeverity.Error,
        Type = "business-rule",
        Code = Id,
        Diagnostics = string.Format(CultureInfo.InvariantCulture, English, arguments),
        Chinese = string.Format(CultureInfo.InvariantCulture, Chinese, arguments),
        Source = source.ToString(),
    };

    /// <summary>The refusal of a call that breaks it, 422.</summary>
    /// <inheritdoc cref="Broken"/>
    public FhirException Refuse(PolicySource source, params object[] arguments) => new(FaultKind.Unprocessable, [Broken(source, arguments)]);

    /// <summary>The refusal of a call that came too late, 409.</summary>
    /// <param name="state">What is the case now.</param>
    /// <param name="arguments">For the texts.</param>
    public FhirException Conflict(string state, params object[] arguments) =>
        new(FaultKind.Conflict, [Broken(PolicySource.Default, arguments) with { Type = "conflict", Source = null, State = state }]);
}
