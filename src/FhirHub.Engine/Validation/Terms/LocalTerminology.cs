using System.Collections.Concurrent;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>
/// Judges codes by the ValueSets and CodeSystems of a definition source, in memory: for command lines, tests and small installations. What
/// it cannot evaluate it calls unknown, never invalid. Safe for all threads.
/// </summary>
public sealed class LocalTerminology(IDefinitionSource definitions) : ITerminology
{
    private Loaded _loaded = new(definitions, definitions.Revision);

    public ValueTask<CodeAnswer> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken) => ValueTask.FromResult(Validate(question));

    public CodeAnswer Validate(CodeQuestion question)
    {
        var loaded = _loaded;
        if (loaded.Revision != definitions.Revision)
            _loaded = loaded = new Loaded(definitions, definitions.Revision);
        return loaded.Validate(question);
    }

    /// <summary>What has been read of one revision of the definitions.</summary>
    private sealed class Loaded(IDefinitionSource definitions, long revision) : ITermSource
    {
        private readonly ConcurrentDictionary<string, LocalValueSet?> _sets = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, LocalCodeSystem?> _systems = new(StringComparer.Ordinal);

        public long Revision { get; } = revision;

        // What is not there is not remembered: anyone can ask for anything.
        public LocalCodeSystem? System(string url)
        {
            var canonical = Canonical.Parse(url);
            url = canonical.ToString();
            if (_systems.TryGetValue(url, out var known))
                return known;
            if (definitions.Find("CodeSystem", canonical.Url, canonical.Version) is not { } json)
                return null;
            return _systems[url] = LocalCodeSystem.Read(json);
        }

        public LocalValueSet? Set(string canonical)
        {
            // Some elements of R4 are bound to the document that R4's value set of the same codes is made of.
            if (canonical == "http://www.rfc-editor.org/bcp/bcp13.txt")
                canonical = "http://hl7.org/fhir/ValueSet/mimetypes";
            var parsed = Canonical.Parse(canonical);
            canonical = parsed.ToString();
            if (_sets.TryGetValue(canonical, out var known))
                return known;
            if (definitions.Find("ValueSet", parsed.Url, parsed.Version) is not { } json)
                return null;
            return _sets[canonical] = LocalValueSet.Read(json);
        }

        public CodeAnswer Validate(CodeQuestion question)
        {
            if (question.ValueSet is null)
                return question.System is null ? new CodeAnswer(CodeVerdict.SystemUnknown) : OfSystem(question, question.System);
            if (Set(question.ValueSet) is not { } set)
                return new CodeAnswer(CodeVerdict.ValueSetUnknown);
            var (membership, system, displays) = set.Find(new TermWalk(this), question.System, question.Code);
            return membership switch
            {
                // Whether another version has the code, nobody here can say.
                Membership.In when IsOfUnknownVersion(question) => new CodeAnswer(CodeVerdict.SystemUnknown),
                Membership.In => Named(new CodeAnswer(CodeVerdict.Valid), question, question.System ?? system, displays),
                Membership.Open => new CodeAnswer(question.System is { } named && System(named) is null ? CodeVerdict.SystemUnknown : CodeVerdict.ValueSetUnknown),
                _ => Outside(question),
            };
        }

        private bool IsOfUnknownVersion(CodeQuestion question) =>
            question is { System: { } system, Version: { } version } && System(system) is not null && System($"{system}|{version}") is null;

        private CodeAnswer Outside(CodeQuestion question)
        {
            if (question.System is null)
                return new CodeAnswer(CodeVerdict.NotInValueSet);
            var answer = OfSystem(question, question.System);
            return answer.Verdict == CodeVerdict.NotInSystem ? answer : answer with { Verdict = CodeVerdict.NotInValueSet };
        }

        private CodeAnswer OfSystem(CodeQuestion question, string system)
        {
            if (System(system) is not { } known)
                return new CodeAnswer(KnownSyntax.IsCode(this, system, question.Code) is true ? CodeVerdict.Valid : CodeVerdict.SystemUnknown);
            if (IsOfUnknownVersion(question))
                return new CodeAnswer(CodeVerdict.SystemUnknown);
            known = question.Version is { } version ? System($"{system}|{version}")! : known;
            if (known.Find(question.Code) is null)
                return new CodeAnswer(known.IsComplete ? CodeVerdict.NotInSystem : CodeVerdict.SystemUnknown);
            return Named(new CodeAnswer(CodeVerdict.Valid), question, system, []);
        }

        // What the value set calls it comes first; what the code system does is as right.
        private CodeAnswer Named(CodeAnswer answer, CodeQuestion question, string? system, IReadOnlyList<string> displays)
        {
            List<string> known = [.. displays, .. (system is null ? null : System(system)?.Find(question.Code))?.Displays ?? []];
            return known.Count == 0
                ? answer
                : answer with { Display = known[0], IsDisplayWrong = question.Display is { } said && !known.Exists(d => Same(said, d)) };
        }

        private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
    }
}
