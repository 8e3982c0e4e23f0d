using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Rules;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>The profiles of one revision of a source, each compiled when it is first asked for. Safe for all threads.</summary>
internal sealed class ProfileSet(IDefinitionSource source, long revision, ProfileSet? before = null)
{
    // Anyone can name profiles that are not there: those are not remembered without end.
    private const int MaxUnknown = 10_000;
    private const int LongestUnknown = 500;

    private readonly ConcurrentDictionary<string, Lazy<Compiled>> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ElementRule, SliceTest> _tests = [];
    private readonly ConcurrentDictionary<ElementRule, CompiledProfile> _roots = [];
    private readonly ConcurrentDictionary<(ElementRule, ElementRule), bool> _covers = [];
    private readonly SnapshotMaker _snapshots = new(source);
    private ProfileSet? _before = before?.Settled();
    private int _unknown;

    public long Revision { get; } = revision;

    /// <summary>Other names of identifier and code systems.</summary>
    public SystemAliases Aliases { get; } = new(source);

    /// <summary>How many canonicals are remembered.</summary>
    public int Count => _entries.Count;

    /// <summary>By canonical, with or without version.</summary>
    public ProfileEntry Find(string canonical)
    {
        // The same definition, whatever part of it is named.
        var fragment = canonical.IndexOf('#', StringComparison.Ordinal);
        if (fragment > 0)
            canonical = canonical[..fragment];
        if (_entries.TryGetValue(canonical, out var known))
            return known.Value.Entry;
        var entry = _entries.GetOrAdd(canonical, text => new Lazy<Compiled>(() => Compile(Canonical.Parse(text), text))).Value.Entry;
        if (entry.Profile is { IsConstraint: true } profile)
            _roots[profile.Root] = profile;
        if (entry.IsUnknown && (canonical.Length > LongestUnknown || Interlocked.Increment(ref _unknown) > MaxUnknown))
            _entries.TryRemove(canonical, out _);
        return entry;
    }

    /// <summary>The profile whose root a rule is, when that is a constraint on its type; null for all other rules.</summary>
    public CompiledProfile? ProfileOfRoot(ElementRule rule) => _roots.GetValueOrDefault(rule);

    /// <summary>What tells whether an item is of this slice.</summary>
    public SliceTest TestOf(ElementRule slice, Func<ElementRule, SliceTest> make) => _tests.GetOrAdd(slice, make);

    /// <summary>Whether whoever meets a rule has met a more general one.</summary>
    public bool Covers(ElementRule rule, ElementRule general, Func<ElementRule, ElementRule, bool> look) =>
        _covers.TryGetValue((rule, general), out var known) ? known : _covers.GetOrAdd((rule, general), pair => look(pair.Item1, pair.Item2));

    private Compiled Compile(Canonical canonical, string text)
    {
        if (source.Find("StructureDefinition", canonical.Url, canonical.Version) is not { } json)
            return new Compiled(ProfileEntry.Unknown, default, false);
        var hash = new Fingerprint(SHA256.HashData(json.Span));
        if (_before?._entries.GetValueOrDefault(text) is { IsValueCreated: true, Value: { HasOwnSnapshot: true } same } && same.Hash == hash)
            return same;
        try
        {
            var hasSnapshot = DefinitionBounds.HasSnapshot(json, source);
            if (!hasSnapshot)
                CheckAgainstBase(json);
            return new Compiled(new ProfileEntry(ProfileCompiler.Compile(hasSnapshot ? json : _snapshots.Expand(json)), null), hash, hasSnapshot);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return new Compiled(new ProfileEntry(null, e.Message), hash, false);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is JSON, and no text.
            return new Compiled(new ProfileEntry(null, "it is no StructureDefinition as FHIR R4 has them"), hash, false);
        }
    }

    private void CheckAgainstBase(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = Structure.ReadLimits.Deepest });
        var type = json.RootElement.Text("type") ?? throw new FormatException("it does not say which type it is for");
        if (Conformance.FhirSchema.R4.FindType(type) is null)
            throw new FormatException($"R4 has no type {type}");
        var url = json.RootElement.Text("baseDefinition") ?? throw new FormatException("it has neither a snapshot nor a base");
        var entry = Find(url);
        if (entry.Profile is not { } profile)
            throw new FormatException($"its base {url} cannot be used: {entry.Fault ?? "it is not known here"}");
        if (profile.Type.Name != type)
            throw new FormatException($"it is for {type}, its base for {profile.Type.Name}");
        DifferentialCheck.Check(json.RootElement, profile);
    }

    // What of an older set nobody has asked for since is not kept beyond the next.
    private ProfileSet Settled()
    {
        _before = null;
        return this;
    }

    private readonly record struct Fingerprint(UInt128 Low, UInt128 High)
    {
        public Fingerprint(ReadOnlySpan<byte> hash)
            : this(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]))
        {
        }
    }

    private sealed record Compiled(ProfileEntry Entry, Fingerprint Hash, bool HasOwnSnapshot);
}
