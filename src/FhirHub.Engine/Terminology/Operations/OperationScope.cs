using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>What an operation works on: what is known, what it was given, and the resource in its path.</summary>
/// <param name="Snapshot">What this server knows.</param>
/// <param name="Arguments">What was given.</param>
/// <param name="Entry">The resource in the path; null for none.</param>
internal sealed record OperationScope(TermSnapshot Snapshot, OperationArguments Arguments, TermEntry? Entry)
{
    /// <summary>Clocks differ, and requests take their time.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromMinutes(5);

    private static readonly string[] Directions = ["incoming", "outgoing"];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the profiles are that a context names.</summary>
    public IDefinitionSource Definitions { get; init; } = BaseDefinitions.Instance;

    /// <summary>Of displays, the one liked most first: what is asked for by name, else what the client likes.</summary>
    public IReadOnlyList<string> Languages => Arguments.Text("displayLanguage") is { } language ? [language] : Arguments.Languages;

    /// <summary>What was known at other times is known no more, and what will be is not yet: another date than today's is refused.</summary>
    public void RequirePresent()
    {
        if (Arguments.Text("date") is not { } text)
            return;
        if (!TemporalFormat.IsDateTime(Encoding.UTF8.GetBytes(text)) || DateInterval.Parse(text, TimeSpan.Zero) is not { } date)
            throw FhirException.Invalid("parameter-invalid", $"date='{text}' is no date or dateTime.");
        long now = Time.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond, near = (long)Present.TotalMilliseconds;
        if (date.To < now - near || date.From > now + near)
            Arguments.Refuse("date", $"as of {text} is not known here, only as of now");
    }

    /// <summary>The value set that is asked about: that in the path, that given, or that with the URL given.</summary>
    public async ValueTask<CompiledSet> ValueSetAsync(SystemVersions versions, CancellationToken cancellationToken)
    {
        if (Arguments.Text("contextDirection") is { } direction && (!Arguments.Has("context") || !Directions.Contains(direction)))
            throw FhirException.Invalid("parameter-invalid", "'contextDirection' goes with 'context', and is incoming or outgoing.");
        if (Entry is not null)
        {
            if (Arguments.Has("url") || Arguments.Has("valueSet") || Arguments.Has("context"))
                throw FhirException.Invalid("parameter-conflict", "The path names a value set already: none of 'url', 'valueSet' and 'context' is given beside.");
            RequireVersion("the value set in the path", Entry.Version, Arguments.Text("valueSetVersion"));
            return await SetCompiler.CompileAsync(Snapshot, Entry, versions, cancellationToken);
        }

        Arguments.RequireOneOf("url", "valueSet", "context");
        if (Arguments.Resource("valueSet", TermTypes.ValueSet) is { } given)
        {
            var definition = SetDefinition.Read(given);
            RequireVersion("the value set given", definition.Version, Arguments.Text("valueSetVersion"));
            return await SetCompiler.CompileAsync(Snapshot, definition, versions, cancellationToken);
        }

        // An element is bound to one value set, for what comes in and for what goes out.
        string canonical = Arguments.Text("context") is { } context
            ? Versioned(new BindingContext(Definitions).ValueSetOf(context), "context", "valueSetVersion")
            : Canonical("url", "valueSetVersion");
        return await SetCompiler.FindAsync(Snapshot, canonical, versions, cancellationToken) ?? throw TermFaults.ValueSetUnknown(canonical);
    }

    /// <summary>The code system that is asked about: that in the path, or that with the URL.</summary>
    public async ValueTask<IConceptSource> CodeSystemAsync(string? url, string? version, CancellationToken cancellationToken)
    {
        if (Entry is not null)
        {
            if (url is not null && url != Entry.Url)
                throw FhirException.Invalid("parameter-conflict", $"The path names the code system {Entry.Url}, the parameters {url}.");
            RequireVersion("the code system in the path", Entry.Version, version);
            return await SystemLibrary.OfAsync(Snapshot, Entry, cancellationToken)
                ?? throw FhirException.Unprocessable("business-rule", "code-system-supplement", $"{Entry.Canonical} is a supplement: it has no codes of its own.");
        }

        if (url is null)
            throw FhirException.Invalid("parameter-required", "Which code system is meant? Give its URL.");
        return await SystemLibrary.FindAsync(Snapshot, url, version, cancellationToken)
            ?? throw TermFaults.SystemUnknown(version is null ? url : $"{url}|{version}");
    }

    /// <summary>What is at hand has the version that is asked for, where one is.</summary>
    public static void RequireVersion(string what, string? version, string? wanted)
    {
        if (wanted is not null && wanted != version)
            throw FhirException.Invalid("parameter-conflict", $"Version {wanted} is asked for; {what} {(version is null ? "has none" : $"is version {version}")}.");
    }

    /// <summary>A URL with the version that it, or a parameter of its own, names.</summary>
    public string Canonical(string name, string versionName) => Versioned(Arguments.Required(name), name, versionName);

    private string Versioned(string url, string name, string versionName)
    {
        if (Arguments.Text(versionName) is not { } version)
            return url;
        var canonical = Validation.Canonical.Parse(url);
        return canonical.Version is null || canonical.Version == version
            ? $"{canonical.Url}|{version}"
            : throw FhirException.Invalid("parameter-conflict", $"'{name}' names version {canonical.Version}, '{versionName}' {version}.");
    }

    /// <summary>The code that is asked about, by code and system, coding, or codeableConcept.</summary>
    /// <param name="versionName">The parameter with the version of the code's system.</param>
    /// <param name="systemName">The parameter with the code's system; null where that is the one asked about.</param>
    public IReadOnlyList<Coded> Codes(string versionName, string? systemName)
    {
        Arguments.RequireOneOf("code", "coding", "codeableConcept");
        if (Arguments.Text("code") is { } code)
            return [new Coded(systemName is null ? null : Arguments.Text(systemName), Arguments.Text(versionName), code, Arguments.Text("display"))];
        if (Arguments.Has("display"))
            throw FhirException.Invalid("parameter-conflict", "'display' goes with 'code'; a coding has its own.");
        if (systemName is not null && (Arguments.Has(systemName) || Arguments.Has(versionName)))
            throw FhirException.Invalid("parameter-conflict", $"'{systemName}' and '{versionName}' go with 'code'; a coding has its own.");
        return Arguments.Coding("coding") is { } coding ? [coding] : Arguments.Concept("codeableConcept")!;
    }
}
