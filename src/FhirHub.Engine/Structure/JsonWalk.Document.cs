using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>The document and the resources in it.</summary>
internal ref partial struct JsonWalk
{
    /// <summary>Reads the whole body; null when it holds no resource of a known type.</summary>
    public ParsedResource? Document(ReadOnlySpan<byte> json)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            faults.AddFatal("not-an-object", "The body must be one JSON object, a resource.", null, start + _reader.TokenStartIndex);
            return null;
        }
        CheckDepth();
        var type = PeekResourceType();
        if (type is null)
        {
            Skip();
        }
        else
        {
            _path.Push(type.Name);
            Members(type, ObjectRole.Root);
        }

        var end = (int)_reader.BytesConsumed;
        var trailing = json[end..].IndexOfAnyExcept(" \t\r\n"u8);
        if (trailing >= 0)
            faults.AddFatal("trailing-content", "There is content after the resource; a body holds one.", null, start + end + trailing);
        return type is null || faults.Any ? null : Parsed(type);
    }

    private readonly ParsedResource Parsed(TypeSchema type)
    {
        var written = _output.Written;
        var meta = _meta is { } range ? written[range] : default;
        var before = _meta is { } found ? written[..found.Start] : written;
        var after = _meta is { } known ? written[known.End..] : default;
        var comma = before.IsEmpty || after.IsEmpty ? 0 : 1;

        var kept = GC.AllocateUninitializedArray<byte>(before.Length + comma + after.Length + meta.Length);
        before.CopyTo(kept);
        if (comma > 0)
            kept[before.Length] = (byte)',';
        after.CopyTo(kept.AsSpan(before.Length + comma));
        meta.CopyTo(kept.AsSpan(kept.Length - meta.Length));
        return new ParsedResource
        {
            Schema = type,
            Id = _id,
            Body = kept.AsMemory(0, kept.Length - meta.Length),
            Meta = kept.AsMemory(kept.Length - meta.Length),
            References = buffers.References.Relative,
            VersionReferences = buffers.References.Versioned,
            UnresolvableReferences = buffers.References.Unresolvable,
            AbsoluteReferences = buffers.References.Absolute,
        };
    }

    /// <summary>Reads a resource inside another, at whose start the reader stands.</summary>
    private void Resource(ObjectRole role)
    {
        if (PeekResourceType() is { } type)
            Object(type, role);
        else
            Skip();
    }

    /// <summary>The type of the object at whose start the reader stands, wherever in it resourceType is; null, with a fault, when it has none.</summary>
    private TypeSchema? PeekResourceType()
    {
        var ahead = _reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (Name(ahead.ValueSpan, ahead.ValueIsEscaped).SequenceEqual("resourceType"u8))
            {
                ahead.Read();
                return NamedType(ref ahead);
            }
            ahead.Skip();
        }
        Fault("structure", "missing-resource-type", "A resource must say its resourceType.");
        return null;
    }

    private readonly TypeSchema? NamedType(ref Utf8JsonReader name)
    {
        var offset = name.TokenStartIndex;
        if (name.TokenType != JsonTokenType.String)
        {
            Fault("structure", "wrong-json-type", "resourceType must be a JSON string.", offset);
            return null;
        }
        var text = Name(name.ValueSpan, name.ValueIsEscaped);
        if (FhirSchema.R4.FindResource(text) is { } type)
            return type;
        Fault("value", "unknown-resource-type", $"'{Show(text)}' is not a resource type of FHIR R4.", offset);
        return null;
    }

    private void ResourceType(TypeSchema type, ObjectRole role, ref bool hasType, ref bool isFirst)
    {
        if (hasType)
            Fault("structure", "duplicate-member", "The member resourceType occurs twice in one object.");
        hasType = true;
        _reader.Read();
        if (role == ObjectRole.Root || _reader.TokenType != JsonTokenType.String)
        {
            Skip();
            return;
        }
        _output.Name("resourceType"u8, isFirst);
        _output.String(_reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(type.Name) : _reader.ValueSpan);
        isFirst = false;
    }

    private void RootMeta(PropertySchema meta)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            WrongType("a JSON object");
            return;
        }
        CheckDepth();
        var from = _output.Length;
        Members(meta.Type, ObjectRole.RootMeta);
        _meta = from.._output.Length;
    }

    /// <summary>Checks a value the server replaces; of these only the id its sender wrote is of use to anyone.</summary>
    private void ServerValue(in MemberPlace place)
    {
        _reader.Read();
        _output.Muted++;
        if (place.IsSibling)
        {
            Content(place);
        }
        else
        {
            var text = Primitive(place.Property);
            if (place.IsNamed("id"))
                _id = text.IsEmpty ? null : Encoding.UTF8.GetString(text);
        }
        _output.Muted--;
    }
}
