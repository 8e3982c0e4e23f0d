using System.Text.Json;
using System.Text.Unicode;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>Takes a Bundle apart without reading its resources, https://hl7.org/fhir/R4/bundle.html.</summary>
internal ref struct BundleReader
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = int.MaxValue };

    private readonly ReadOnlyMemory<byte> _json;
    private readonly List<RawEntry> _entries = [];
    private readonly List<Range> _resources = [];
    private Utf8JsonReader _reader;
    private string? _resourceType;
    private string? _type;
    private bool _hasTotal;

    private BundleReader(ReadOnlyMemory<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json.Span, Options);
    }

    /// <param name="json">The body in UTF-8; a byte order mark is skipped.</param>
    /// <param name="hasPositions">Whether lines and columns are those of what the client sent: not so where XML became JSON.</param>
    /// <param name="limits">Bounds for each resource, and for the rest.</param>
    /// <exception cref="FhirException">Invalid: no JSON, or no Bundle.</exception>
    public static BundleBody Read(ReadOnlyMemory<byte> json, bool hasPositions, ReadLimits limits)
    {
        json = Utf8Bom.Skip(json);
        // What is no JSON object has nothing to take apart; the reader of resources says what is wrong with it.
        if (!Utf8.IsValid(json.Span) || json.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            throw FhirException.Invalid(FhirJsonReader.Read(json, limits).Issues);
        var reader = new BundleReader(json);
        try
        {
            reader.Document();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw FhirException.Invalid(FhirJsonReader.Read(json, limits).Issues);
        }

        if (reader._resourceType != "Bundle")
            throw reader.NoBundle(limits);
        var places = new LinePlaces(json);
        var faults = BundleEnvelope.Check(json, places, reader._resources, limits);
        if (!hasPositions)
            faults = [.. faults.Select(f => f with { Line = null, Column = null })];
        return new BundleBody(hasPositions ? places : null, reader._type, reader._entries) { HasTotal = reader._hasTotal, Faults = faults };
    }

    private readonly FhirException NoBundle(ReadLimits limits)
    {
        var faults = FhirJsonReader.Read(_json, limits).Issues;
        return faults.Count > 0
            ? FhirException.Invalid(faults)
            : FhirException.Invalid("type-mismatch", $"The body is a {_resourceType}; the service root takes a Bundle.", _resourceType);
    }

    private void Document()
    {
        _reader.Read();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("resourceType"u8))
                _resourceType = Text();
            else if (_reader.ValueTextEquals("type"u8))
                _type = Text();
            else if (_reader.ValueTextEquals("entry"u8))
                Entries();
            else
                Other();
        }

        while (_reader.Read())
        {
            // To the end, for what is malformed behind the Bundle.
        }
    }

    private void Other()
    {
        _hasTotal |= _reader.ValueTextEquals("total"u8);
        _reader.Read();
        _reader.Skip();
    }

    private void Entries()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            var entry = new RawEntry { Index = _entries.Count };
            _entries.Add(entry);
            if (_reader.TokenType == JsonTokenType.StartObject)
                Entry(entry);
            else
                _reader.Skip();
        }
    }

    private void Entry(RawEntry entry)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("fullUrl"u8))
                entry.FullUrl = Text();
            else if (_reader.ValueTextEquals("resource"u8))
                Resource(entry);
            else if (_reader.ValueTextEquals("request"u8))
                Request(entry);
            else
                Rest(entry);
        }
    }

    private void Rest(RawEntry entry)
    {
        if (_reader.ValueTextEquals("search"u8) || _reader.ValueTextEquals("response"u8))
            entry.OfAnswers.Add(_reader.GetString()!);
        _reader.Read();
        _reader.Skip();
    }

    private void Resource(RawEntry entry)
    {
        _reader.Read();
        int start = (int)_reader.TokenStartIndex;
        bool isObject = _reader.TokenType == JsonTokenType.StartObject;
        _reader.Skip();
        // What is no object is a fault that the check of the envelope finds.
        if (!isObject)
            return;
        int end = (int)_reader.BytesConsumed;
        entry.ResourceStart = start;
        entry.Resource = _json[start..end];
        _resources.Add(start..end);
    }

    private void Request(RawEntry entry)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = _reader.GetString()!;
            string? value = Text();
            switch (name)
            {
                case "method":
                    entry.Method = value;
                    break;
                case "url":
                    entry.Url = value;
                    break;
                case "ifNoneMatch":
                    entry.IfNoneMatch = value;
                    break;
                case "ifModifiedSince":
                    entry.IfModifiedSince = value;
                    break;
                case "ifMatch":
                    entry.IfMatch = value;
                    break;
                case "ifNoneExist":
                    entry.IfNoneExist = value;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The value of the member whose name the reader stands at; null for what is no string.</summary>
    private string? Text()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.String)
            return _reader.GetString();
        _reader.Skip();
        return null;
    }
}
