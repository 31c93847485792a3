import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids in paths: what is not even a UUID does not exist. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!FORM.test(value)) throw notFound('编号格式有误，没有这条记录', 'This id is malformed; there is no such record');
    return value.toLowerCase();
  }
}
