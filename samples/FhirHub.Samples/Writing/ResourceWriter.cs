using System.Text;

namespace FhirHub.Samples.Writing;

/// <summary>
/// Writes one resource as UTF-8 JSON without white space. Its own, so that not a byte depends on the escaping of a library's version, and
/// without a text in between, for speed. Names and values given in UTF-8 need no escapes.
/// </summary>
internal sealed class ResourceWriter
{
    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>A copy of what was written since <see cref="Clear"/>.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void Clear() => _length = 0;

    public ResourceWriter Open()
    {
        Separate();
        return Byte((byte)'{');
    }

    public ResourceWriter Open(ReadOnlySpan<byte> name) => Name(name).Byte((byte)'{');

    public ResourceWriter Close() => Byte((byte)'}');

    public ResourceWriter OpenList(ReadOnlySpan<byte> name) => Name(name).Byte((byte)'[');

    public ResourceWriter CloseList() => Byte((byte)']');

    public ResourceWriter Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Name(name).Byte((byte)'"').Raw(value).Byte((byte)'"');

    public ResourceWriter Member(ReadOnlySpan<byte> name, string value) => Name(name).Quoted(value);

    public ResourceWriter Member(ReadOnlySpan<byte> name, bool value) => Name(name).Raw(value ? "true"u8 : "false"u8);

    public ResourceWriter Member(ReadOnlySpan<byte> name, DateOnly value)
    {
        Name(name).Byte((byte)'"');
        return Day(value.Year, value.Month, value.Day).Byte((byte)'"');
    }

    /// <summary>A time in China, +08:00.</summary>
    public ResourceWriter Member(ReadOnlySpan<byte> name, DateTime value)
    {
        Name(name).Byte((byte)'"');
        Day(value.Year, value.Month, value.Day).Byte((byte)'T');
        Digits(value.Hour, 2).Byte((byte)':');
        Digits(value.Minute, 2).Byte((byte)':');
        return Digits(value.Second, 2).Raw("+08:00\""u8);
    }

    /// <summary>A number of units of the last of so many decimals: 3650 with two is 36.50.</summary>
    public ResourceWriter Number(ReadOnlySpan<byte> name, long value, int decimals = 0)
    {
        Name(name);
        if (value < 0)
            Byte((byte)'-');
        long rest = Math.Abs(value);
        long unit = 1;
        for (int i = 0; i < decimals; i++)
            unit *= 10;
        Digits(rest / unit, 1);
        return decimals == 0 ? this : Byte((byte)'.').Digits(rest % unit, decimals);
    }

    /// <summary>An item of a list.</summary>
    public ResourceWriter Item(string value)
    {
        Separate();
        return Quoted(value);
    }

    /// <summary>An item of a list.</summary>
    public ResourceWriter Item(ReadOnlySpan<byte> value)
    {
        Separate();
        return Byte((byte)'"').Raw(value).Byte((byte)'"');
    }

    private ResourceWriter Name(ReadOnlySpan<byte> name)
    {
        Separate();
        return Byte((byte)'"').Raw(name).Raw("\":"u8);
    }

    /// <summary>Whatever does not stand first in its object or list follows a comma.</summary>
    private void Separate()
    {
        if (_length > 0 && _buffer[_length - 1] is not ((byte)'{' or (byte)'['))
            Byte((byte)',');
    }

    private ResourceWriter Quoted(string value)
    {
        if (value.AsSpan().IndexOfAny('"', '\\') >= 0)
            throw new ArgumentException($"'{value}' has a character that would need an escape; the generated texts have none.", nameof(value));
        Byte((byte)'"');
        Reserve(value.Length * 3);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        return Byte((byte)'"');
    }

    private ResourceWriter Day(int year, int month, int day)
    {
        Digits(year, 4).Byte((byte)'-');
        Digits(month, 2).Byte((byte)'-');
        return Digits(day, 2);
    }

    private ResourceWriter Digits(long value, int least)
    {
        int count = least;
        for (long rest = value; rest >= Power(count); count++)
        {
        }

        Reserve(count);
        for (int i = count - 1; i >= 0; i--, value /= 10)
            _buffer[_length + i] = (byte)('0' + value % 10);
        _length += count;
        return this;
    }

    private static long Power(int digits)
    {
        long power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        return power;
    }

    private ResourceWriter Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
        return this;
    }

    private ResourceWriter Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
        return this;
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
    }
}
